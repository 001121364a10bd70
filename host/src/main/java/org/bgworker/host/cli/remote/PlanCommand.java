package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.report.ReportException;

/** Shows what a reload would change. */
public final class PlanCommand extends RemoteCommand {
    /** For one line of words. */
    public PlanCommand() {
        super(
                """
                Shows what differs between the files and the host that runs: settings that a reload
                or a restart would change, and libraries that are not loaded. Changes nothing.\
                """,
                """
                Exits with 0 if there is nothing, 1 if there is something, 78 if the settings
                are bad.

                Example: bgworker plan\
                """);
    }

    @Override
    int ask(HostClient host) throws ReportException {
        return Plan.ask(host).print(this);
    }

    /** Nothing, something, or nothing that could be. */
    static int code(boolean wrong, boolean differs) {
        return wrong ? Exit.BAD_CONFIGURATION : differs ? Exit.FAILED : Exit.DONE;
    }
}
