package org.bgworker.host.cli.remote;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists workers. */
@Command(
        name = "ps",
        description = "Lists the workers, connected or not, by type.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker ps --state running --sort cpu --watch 2"})
public final class PsCommand extends RemoteCommand {
    private static final int LONGEST_EXIT = 60;

    @Mixin private final Listing listing = new Listing();

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "2",
            paramLabel = "SECONDS",
            description = "Again and again, until it is interrupted (fallback: ${FALLBACK-VALUE}).")
    private Optional<Long> watch = Optional.empty();

    /** Called by picocli. */
    public PsCommand() {}

    @Override
    int ask(HostClient host) throws ReportException, InterruptedException {
        print(host);
        while (watch.isPresent()) {
            TimeUnit.SECONDS.sleep(Math.max(1, watch.orElseThrow()));
            again();
            print(host);
        }
        return Exit.DONE;
    }

    private void print(HostClient host) throws ReportException {
        var workers = listing.ask(host);
        if (!printed(workers)) {
            var table =
                    new Table(
                            "PID",
                            "TYPE",
                            "NAME",
                            "LIBRARY",
                            "FUNCTION",
                            "STATE",
                            "SINCE",
                            "STARTS",
                            "WAIT",
                            "SESSION",
                            "CPU",
                            "ALLOCATED",
                            "DOING",
                            "LAST EXIT");
            workers.forEach(one -> row(table, one));
            table.print(screen());
        }
    }

    private static void row(Table table, Map<String, Object> one) {
        boolean runs = one.containsKey("processor_ms");
        table.row(
                Words.positive(one, "pid"),
                Trees.text(one, "type"),
                Trees.text(one, "name"),
                Words.library(one),
                Trees.text(one, "function"),
                Words.state(one),
                one.containsKey("since_ms") ? Words.time(Trees.number(one, "since_ms")) : "",
                Trees.text(one, "starts"),
                Trees.text(one, "wait_event"),
                Trees.text(one, "session"),
                runs ? Words.time(Trees.number(one, "processor_ms")) : "",
                runs ? Words.bytes(Trees.number(one, "allocated_bytes")) : "",
                Words.doing(one),
                Words.cut(Words.exit(one), LONGEST_EXIT));
    }
}
