package org.bgworker.sample.file_ingest;

import java.time.Duration;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Registrar;
import org.bgworker.spi.Setting;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerLibrary;

/** Registers the one worker when the library is preloaded. */
@Setting(
        name = "file_ingest.directory",
        type = Setting.Type.STRING,
        defaultValue = "incoming",
        description =
                "Folder whose *.csv files are loaded, relative to where the host was started.")
@Setting(
        name = "file_ingest.naptime",
        type = Setting.Type.INT,
        unit = "s",
        defaultValue = "5s",
        min = 1,
        description = "Duration between two looks at the folder.")
@Setting(
        name = "file_ingest.batch_size",
        type = Setting.Type.INT,
        defaultValue = "500",
        min = 1,
        max = 10_000,
        description = "Rows of one transaction.")
public final class FileIngest implements WorkerLibrary {
    /** Called by the host. */
    public FileIngest() {}

    @Override
    public void init(Registrar registrar) {
        registrar.register(
                BackgroundWorker.named("file_ingest")
                        .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION)
                        .startTime(StartTime.RECOVERY_FINISHED)
                        .restartAfter(Duration.ofSeconds(5))
                        .library("file_ingest")
                        .function("file_ingest_main")
                        .build());
    }
}
