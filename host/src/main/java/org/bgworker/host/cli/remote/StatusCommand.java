package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;

/** Shows what the host is doing. */
@Command(
        name = "status",
        description = "Tells whether a host is running, and in what state it is.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exits with 3 if none is running.", "", "Example: bgworker status"})
public final class StatusCommand extends RemoteCommand {
    /** Called by picocli. */
    public StatusCommand() {}

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
