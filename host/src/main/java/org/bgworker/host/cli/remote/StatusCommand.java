package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Shows what the host is doing. */
public final class StatusCommand extends RemoteCommand {
    /** For one line of words. */
    public StatusCommand() {
        super(
                "Tells whether a host is running, and in what state it is.",
                """
                Exits with 3 if none is running.

                Example: bgworker status\
                """);
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var status = Trees.map(host.get("/v1/status"));
        if (!printed(status)) {
            var screen = screen();
            screen.line(
                    "bgworker "
                            + Trees.text(status, "version")
                            + " is running (process "
                            + Trees.text(status, "pid")
                            + ", since "
                            + Trees.text(status, "started_at")
                            + ")");
            screen.line("state      " + Trees.text(status, "state"));
            screen.line(
                    "database   "
                            + Trees.text(status, "database")
                            + "  "
                            + Trees.text(status, "database_reason"));
            screen.line(
                    "workers    "
                            + Trees.text(status, "workers")
                            + " of "
                            + Trees.text(status, "max_worker_processes"));
            screen.line("libraries  " + Trees.text(status, "libraries"));
        }
        return Exit.DONE;
    }
}
