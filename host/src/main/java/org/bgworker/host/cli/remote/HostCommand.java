package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Command;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.HostUnavailableException;
import org.bgworker.host.client.RefusedException;
import org.bgworker.host.report.ReportException;

/** Asks a running host, and has an exit code for whatever comes of it. */
abstract class HostCommand extends Command {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HostWord which = new HostWord(grammar());

    HostCommand(String description, String footer) {
        super(description, footer);
    }

    /** Asks, prints, and gives the exit code. */
    abstract int ask(HostClient host) throws ReportException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        try {
            return ask(which.client());
        } catch (HostUnavailableException none) {
            return failed(none, none.forbidden() ? Exit.NOT_PERMITTED : Exit.NOT_RUNNING);
        } catch (RefusedException refused) {
            return failed(
                    refused,
                    switch (refused.status()) {
                        case FORBIDDEN -> Exit.NOT_PERMITTED;
                        case NOT_FOUND -> Exit.NOT_FOUND;
                        default -> Exit.FAILED;
                    });
        } catch (NoSuchWorkerException none) {
            return failed(none, Exit.NOT_FOUND);
        } catch (ReportException wrong) {
            return failed(wrong, Exit.FAILED);
        }
    }

    private int failed(ReportException why, int code) {
        errors().report(why.report());
        return code;
    }
}
