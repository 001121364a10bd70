package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More workers than {@code max_worker_processes}. */
final class FullSlotsIT {
    @TempDir private Path dir;

    @Test
    void the_second_of_two_workers_is_refused_where_there_is_one_slot() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        var soon = ".startTime(StartTime.POSTMASTER_START)";
        Samples.withInit(
                        "full",
                        Samples.register("first", "full", soon)
                                + Samples.register("second", "full", soon))
                .main(
                        "full.Work",
                        "work",
                        """
                        System.getLogger("test").log(System.Logger.Level.INFO, "{0}",
                                worker.registerDynamic(BackgroundWorker.named("third").library("full").function("work").build()));
                        worker.latch().await();
                        """)
                .jar(modules.resolve("full.jar"));
        try (var host =
                HostProcess.run(modules, dir.resolve("data"), "-c", "max_worker_processes=1")) {
            host.await("first: Refused[");
            assertEquals(0, host.stop());
            var reports = LogReports.in(host.log());
            assertEquals(
                    """
                    LOG:  too many background workers
                    DETAIL:  Up to 1 background worker can be registered with the current settings.
                    HINT:  Consider increasing the configuration parameter "max_worker_processes".\
                    """,
                    about("LOG:  too many background workers", reports));
            var refused = about("first: Refused[", reports);
            assertTrue(refused.contains("reason=too many background workers"), refused);
            assertTrue(refused.contains("\"max_worker_processes\""), refused);
        }
    }
}
