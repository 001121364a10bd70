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
                    "bgworker %s is running (process %s, since %s)"
                            .formatted(
                                    Trees.text(status, "version"),
                                    Trees.text(status, "pid"),
                                    Trees.text(status, "started_at")));
            screen.line("state      " + Trees.text(status, "state"));
            screen.line(
                    "database   %s  %s"
                            .formatted(
                                    Trees.text(status, "database"),
                                    Trees.text(status, "database_reason")));
            screen.line(
                    "workers    %s of %s"
                            .formatted(
                                    Trees.text(status, "workers"),
                                    Trees.text(status, "max_worker_processes")));
            screen.line("libraries  " + Trees.text(status, "libraries"));
        }
        return Exit.DONE;
    }
}
