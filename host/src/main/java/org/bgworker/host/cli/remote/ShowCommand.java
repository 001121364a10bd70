package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.parameter;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Shows all that is known of one worker. */
public final class ShowCommand extends RemoteCommand {
    private final Supplier<String> who =
            grammar().value(String.class, parameter("NAME|PID").description("The worker."));

    /** For one line of words. */
    public ShowCommand() {
        super(
                "Shows all that is known of a worker, and where it stands.",
                "Example: bgworker show file_ingest");
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var handle = Trees.text(find(host, who.get()), "handle");
        var worker = Trees.map(host.get("/v1/workers/" + handle));
        if (!printed(worker)) {
            worker.forEach((name, value) -> screen().list(name, lines(value)));
        }
        return Exit.DONE;
    }

    private static String line(Object one) {
        return one instanceof Map<?, ?> exit && exit.containsKey("ran_ms")
                ? past(Trees.map(exit))
                : String.valueOf(one);
    }

    private static String past(Map<String, Object> exit) {
        return Words.time(Trees.number(exit, "ago_ms"))
                + " ago, after "
                + Words.time(Trees.number(exit, "ran_ms"))
                + ": "
                + Words.exit(Map.of("exit", exit), "exit");
    }

    private static List<String> lines(Object value) {
        // no switch: one over types makes a class at run time
        if (value instanceof Map<?, ?> exit) {
            return exit.entrySet().stream()
                    .map(one -> one.getKey() + ": " + one.getValue())
                    .toList();
        }
        return value instanceof List<?> list
                ? list.stream().map(ShowCommand::line).toList()
                : String.valueOf(value).lines().toList();
    }
}
