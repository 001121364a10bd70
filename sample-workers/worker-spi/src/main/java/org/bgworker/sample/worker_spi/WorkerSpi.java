package org.bgworker.sample.worker_spi;

import java.time.Duration;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Datum;
import org.bgworker.spi.Registrar;
import org.bgworker.spi.Setting;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerLibrary;

/** Registers {@code worker_spi.total_workers} static workers when the library is preloaded. */
@Setting(
        name = "worker_spi.naptime",
        type = Setting.Type.INT,
        unit = "s",
        defaultValue = "10s",
        min = 1,
        context = Setting.Context.SIGHUP,
        description = "Duration between each check.")
@Setting(
        name = "worker_spi.total_workers",
        type = Setting.Type.INT,
        defaultValue = "2",
        min = 1,
        max = 100,
        context = Setting.Context.POSTMASTER,
        description = "Number of workers.")
public final class WorkerSpi implements WorkerLibrary {
    /** Called by the host. */
    public WorkerSpi() {}

    @Override
    public void init(Registrar registrar) {
        int total = registrar.settings().getInt("worker_spi.total_workers");
        for (int number = 1; number <= total; number++) {
            registrar.register(
                    worker("worker_spi worker %d".formatted(number), number)
                            .type("worker_spi")
                            .restartAfter(Duration.ofSeconds(5))
                            .build());
        }
    }

    /** What static and dynamic workers have in common. */
    static BackgroundWorker.Builder worker(String name, int number) {
        return BackgroundWorker.named(name)
                .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION)
                .startTime(StartTime.RECOVERY_FINISHED)
                .library("worker_spi")
                .function("worker_spi_main")
                .mainArg(Datum.of(number));
    }
}
