package org.bgworker.host.cli.remote;

import picocli.CommandLine.Command;

/** Begins a worker's run anew. */
@Command(
        name = "restart-worker",
        description =
                "Ends a worker's run and begins another, or begins one that waits for its restart or has failed too often.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker restart-worker file_ingest"})
public final class RestartWorkerCommand extends WorkerCommand {
    /** Called by picocli. */
    public RestartWorkerCommand() {
        super("restart");
    }
}
