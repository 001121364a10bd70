package org.bgworker.host.cli.remote;

import java.util.Map;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends and unregisters a worker. */
@Command(
        name = "terminate",
        description = "Asks a worker to end, and unregisters it: it is not restarted (R106).",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker terminate --wait file_ingest"})
public final class TerminateCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME|PID", description = "The worker.")
    private String who = "";

    @Option(names = "--wait", description = "Returns when it has ended.")
    private boolean wait;

    /** Called by picocli. */
    public TerminateCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var handle = Trees.text(find(host, who), "handle");
        var _ = printed(host.post("/v1/workers/%s/terminate".formatted(handle), Map.of()));
        if (wait) {
            Waiting.forEnd(host, handle);
        }
        return Exit.DONE;
    }
}
