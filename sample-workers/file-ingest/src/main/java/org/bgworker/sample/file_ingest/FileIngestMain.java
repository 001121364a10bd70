package org.bgworker.sample.file_ingest;

import java.nio.file.Path;
import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;

/** Looks at the folder again and again, and loads what has settled there. */
@FunctionName("file_ingest_main")
public final class FileIngestMain implements WorkerMain {
    /** Called by the host. */
    public FileIngestMain() {}

    @Override
    public void main(Datum mainArg) throws Exception {
        var context = WorkerContext.current();
        var ingest = new Ingest(context, new IngestStore(context.initializeConnection()));
        var inbox = inbox(context);
        boolean woken = false;
        while (true) {
            // Woken early, e.g. by a reload, a look would take growing files for settled.
            if (!woken) {
                for (var file : inbox.settledFiles()) {
                    context.checkForInterrupts();
                    context.reportActivity("loading " + file.getFileName());
                    ingest.ingest(file, inbox);
                }
                context.reportProgress(0, 0);
                context.reportActivity("waiting for files");
            }
            woken = context.latch().await(context.settings().getDuration("file_ingest.naptime"));
            context.latch().reset();
            if (context.reloadSettings()) {
                inbox = inbox(context);
            }
        }
    }

    private static Inbox inbox(WorkerContext context) throws Exception {
        return new Inbox(Path.of(context.settings().getString("file_ingest.directory")));
    }
}
