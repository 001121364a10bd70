package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.function.BooleanSupplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.report.ReportException;

/** Ends and unregisters a worker. */
public final class TerminateCommand extends WorkerCommand {
    private final BooleanSupplier wait =
            grammar().flag(option("--wait").description("Returns when it has ended."));
    private final Waiting waiting = new Waiting(grammar());

    /** For one line of words. */
    public TerminateCommand() {
        super(
                "terminate",
                "Asks a worker to end, and unregisters it: it is not restarted (R106).",
                "Example: bgworker terminate --wait file_ingest");
    }

    @Override
    int then(HostClient host, String handle) throws ReportException {
        return !wait.getAsBoolean() || waiting.forEnd(host, handle).isPresent()
                ? Exit.DONE
                : Exit.TIMEOUT;
    }
}
