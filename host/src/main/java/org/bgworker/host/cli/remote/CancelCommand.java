package org.bgworker.host.cli.remote;

import java.util.Map;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Cancels a worker's statement. */
@Command(
        name = "cancel",
        description = "Cancels the statement that a worker executes, as pg_cancel_backend does.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker cancel file_ingest"})
public final class CancelCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME|PID", description = "The worker.")
    private String who = "";

    /** Called by picocli. */
    public CancelCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var handle = Trees.text(find(host, who), "handle");
        var _ = printed(host.post("/v1/workers/%s/cancel".formatted(handle), Map.of()));
        return Exit.DONE;
    }
}
