package org.bgworker.host.cli.remote;

import java.util.Map;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Parameters;

/** Has something done to one worker. */
abstract class WorkerCommand extends RemoteCommand {
    private final String deed;

    @Parameters(paramLabel = "NAME|PID", description = "The worker.")
    private String who = "";

    /** What is done, as the API calls it. */
    WorkerCommand(String deed) {
        this.deed = deed;
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var handle = Trees.text(find(host, who), "handle");
        var _ = printed(host.post("/v1/workers/%s/%s".formatted(handle, deed), Map.of()));
        return then(host, handle);
    }

    /** What follows when it has been asked for, and the exit code. */
    int then(HostClient host, String handle) throws ReportException {
        return Exit.DONE;
    }
}
