package org.bgworker.sample.scheduler;

import java.time.Duration;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Registrar;
import org.bgworker.spi.Setting;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerLibrary;

/** Registers the one static worker, the scheduler, when the library is preloaded. */
@Setting(
        name = "scheduler.naptime",
        type = Setting.Type.INT,
        unit = "s",
        defaultValue = "10s",
        min = 1,
        description = "Longest time until a change of the jobs is noticed.")
@Setting(
        name = "scheduler.timezone",
        type = Setting.Type.STRING,
        defaultValue = "UTC",
        description = "Time zone that cron expressions are read in.")
@Setting(
        name = "scheduler.slot_timeout",
        type = Setting.Type.INT,
        unit = "ms",
        defaultValue = "5s",
        min = 0,
        max = 60_000,
        description = "How long jobs that are due wait for a free worker slot.")
public final class Scheduler implements WorkerLibrary {
    /** Called by the host. */
    public Scheduler() {}

    @Override
    public void init(Registrar registrar) {
        registrar.register(
                worker("scheduler")
                        .restartAfter(Duration.ofSeconds(5))
                        .function("scheduler_main")
                        .build());
    }

    /** What the scheduler and its jobs have in common. */
    static BackgroundWorker.Builder worker(String name) {
        return BackgroundWorker.named(name)
                .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION)
                .startTime(StartTime.RECOVERY_FINISHED)
                .library("scheduler");
    }
}
