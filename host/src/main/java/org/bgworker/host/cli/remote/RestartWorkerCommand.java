package org.bgworker.host.cli.remote;

import java.util.Map;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Begins a worker's run anew. */
@Command(
        name = "restart-worker",
        description =
                "Ends a worker's run and begins another, or begins one that waits for its restart or has failed too often.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker restart-worker file_ingest"})
public final class RestartWorkerCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME|PID", description = "The worker.")
    private String who = "";

    /** Called by picocli. */
    public RestartWorkerCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var handle = Trees.text(find(host, who), "handle");
        var _ = printed(host.post("/v1/workers/%s/restart".formatted(handle), Map.of()));
        return Exit.DONE;
    }
}
