package org.bgworker.host.cli.remote;

import picocli.CommandLine.Command;

/** Cancels a worker's statement. */
@Command(
        name = "cancel",
        description = "Cancels the statement that a worker executes, as pg_cancel_backend does.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker cancel file_ingest"})
public final class CancelCommand extends WorkerCommand {
    /** Called by picocli. */
    public CancelCommand() {
        super("cancel");
    }
}
