package org.bgworker.host.cli.remote;

import java.util.List;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Prints where all workers stand. */
public final class StacksCommand extends RemoteCommand {
    /** For one line of words. */
    public StacksCommand() {
        super(
                "Prints where each running worker stands, as jstack does, by worker.",
                "Example: bgworker stacks");
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var all = Trees.maps(host.get("/v1/stacks"));
        if (!printed(all)) {
            var screen = screen();
            for (var one : all) {
                screen.line(
                        "\""
                                + Trees.text(one, "name")
                                + "\" (PID "
                                + Trees.text(one, "pid")
                                + ") "
                                + Trees.text(one, "wait_event"));
                if (one.get("stack") instanceof List<?> stack) {
                    stack.forEach(frame -> screen.line("    at " + frame));
                }
            }
        }
        return Exit.DONE;
    }
}
