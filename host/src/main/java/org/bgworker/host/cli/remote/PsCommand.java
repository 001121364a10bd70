package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists workers. */
@Command(
        name = "ps",
        description = "Lists the workers, connected or not.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker ps --data data"})
public final class PsCommand extends RemoteCommand {
    private static final int LONGEST_EXIT = 60;

    @Option(names = "--all", description = "The host's own workers too.")
    private boolean all;

    /** Called by picocli. */
    public PsCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var workers =
                Trees.maps(host.get("/v1/workers")).stream()
                        .filter(one -> all || !Boolean.TRUE.equals(one.get("own")))
                        .toList();
        if (printed(workers)) {
            return Exit.DONE;
        }
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
                        "DATABASE",
                        "CPU",
                        "ALLOCATED",
                        "LAST EXIT");
        for (var one : workers) {
            boolean runs = one.containsKey("processor_ms");
            table.row(
                    Trees.text(one, "pid"),
                    Trees.text(one, "type"),
                    Trees.text(one, "name"),
                    Trees.text(one, "library"),
                    Trees.text(one, "function"),
                    Trees.text(one, "state"),
                    one.containsKey("since_ms") ? Words.time(Trees.number(one, "since_ms")) : "",
                    Trees.text(one, "starts"),
                    Boolean.TRUE.equals(one.get("connected")) ? "session" : "",
                    runs ? Words.time(Trees.number(one, "processor_ms")) : "",
                    runs ? Words.bytes(Trees.number(one, "allocated_bytes")) : "",
                    Words.cut(Words.exit(one), LONGEST_EXIT));
        }
        table.print(screen());
        return Exit.DONE;
    }
}
