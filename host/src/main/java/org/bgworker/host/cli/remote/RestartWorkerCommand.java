package org.bgworker.host.cli.remote;

/** Begins a worker's run anew. */
public final class RestartWorkerCommand extends WorkerCommand {
    /** For one line of words. */
    public RestartWorkerCommand() {
        super(
                "restart",
                """
                Ends a worker's run and begins another, or begins one that waits for its restart or
                has failed too often.\
                """,
                "Example: bgworker restart-worker file_ingest");
    }
}
