package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends and unregisters a worker. */
@Command(
        name = "terminate",
        description = "Asks a worker to end, and unregisters it: it is not restarted (R106).",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker terminate --wait file_ingest"})
public final class TerminateCommand extends WorkerCommand {
    @Option(names = "--wait", description = "Returns when it has ended.")
    private boolean wait;

    @Mixin private final Waiting waiting = new Waiting();

    /** Called by picocli. */
    public TerminateCommand() {
        super("terminate");
    }

    @Override
    int then(HostClient host, String handle) throws ReportException {
        return !wait || waiting.forEnd(host, handle).isPresent() ? Exit.DONE : Exit.TIMEOUT;
    }
}
