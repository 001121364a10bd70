package org.bgworker.sample.supervised_failures;

import java.time.Duration;
import java.util.List;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Registrar;
import org.bgworker.spi.Setting;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerLibrary;

/** Registers the four workers if {@code supervised_failures.enabled} says so, and else none. */
@Setting(
        name = "supervised_failures.enabled",
        type = Setting.Type.BOOL,
        defaultValue = "off",
        context = Setting.Context.POSTMASTER,
        description = "Whether there are workers that fail, to watch.")
public final class SupervisedFailures implements WorkerLibrary {
    /** Called by the host. */
    public SupervisedFailures() {}

    @Override
    public void init(Registrar registrar) {
        if (registrar.settings().getBoolean("supervised_failures.enabled")) {
            for (var function : List.of("throws", "exits", "recurses", "loops")) {
                registrar.register(
                        BackgroundWorker.named("supervised_failures " + function)
                                .startTime(StartTime.POSTMASTER_START) // they need no database
                                .restartAfter(Duration.ofSeconds(3))
                                .library("supervised_failures")
                                .function(function)
                                .build());
            }
        }
    }
}
