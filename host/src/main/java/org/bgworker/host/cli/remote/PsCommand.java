package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Lists workers. */
public final class PsCommand extends RemoteCommand {
    private static final int LONGEST_EXIT = 60;

    private final Listing listing = new Listing(grammar());
    private final Supplier<Optional<Integer>> watch =
            grammar()
                    .optional(
                            Integer.class,
                            option("--watch")
                                    .arity("0..1")
                                    .fallbackValue("2")
                                    .paramLabel("SECONDS")
                                    .description(
                                            "Again and again, until it is interrupted (fallback: ${FALLBACK-VALUE})."));

    /** For one line of words. */
    public PsCommand() {
        super(
                "Lists the workers, connected or not, by type.",
                "Example: bgworker ps --state running --sort cpu --watch 2");
    }

    @Override
    int ask(HostClient host) throws ReportException, InterruptedException {
        print(host);
        while (watch.get().isPresent() && isRead()) {
            TimeUnit.SECONDS.sleep(Math.max(1, watch.get().orElseThrow()));
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
