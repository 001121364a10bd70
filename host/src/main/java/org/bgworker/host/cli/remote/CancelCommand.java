package org.bgworker.host.cli.remote;

/** Cancels a worker's statement. */
public final class CancelCommand extends WorkerCommand {
    /** For one line of words. */
    public CancelCommand() {
        super(
                "cancel",
                "Cancels the statement that a worker executes, as pg_cancel_backend does.",
                "Example: bgworker cancel file_ingest");
    }
}
