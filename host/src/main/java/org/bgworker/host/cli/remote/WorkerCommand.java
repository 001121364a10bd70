package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.parameter;

import java.util.Map;
import java.util.function.Supplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Has something done to one worker. */
abstract class WorkerCommand extends RemoteCommand {
    private final String deed;

    private final Supplier<String> who =
            grammar().value(String.class, parameter("NAME|PID").description("The worker."));

    /** What is done, as the API calls it. */
    WorkerCommand(String deed, String description, String footer) {
        super(description, footer);
        this.deed = deed;
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var handle = Trees.text(find(host, who.get()), "handle");
        var _ = printed(host.post("/v1/workers/" + handle + "/" + deed, Map.of()));
        return then(host, handle);
    }

    /** What follows when it has been asked for, and the exit code. */
    int then(HostClient host, String handle) throws ReportException {
        return Exit.DONE;
    }
}
