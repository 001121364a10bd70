package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a library is found, and how often it is loaded. */
final class LookupIT {
    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void R76_and_R79_a_library_is_found_by_its_modules_name_and_loaded_once_for_all() {
        Workers.of("com.acme.lazy")
                .init("System.getLogger(\"x\").log(System.Logger.Level.INFO, \"lazy init\");")
                .functionClass(
                        "counts",
                        """
                        static int runs;
                        @Override public void main(Datum arg) { say("run " + ++runs); }
                        """)
                .jar(modules.resolve("named otherwise-7.jar"));
        Workers.of("com.acme.first")
                .worker(
                        "launcher",
                        """
                        for (int i = 0; i < 3; i++) {
                            worker.registerDynamic(BackgroundWorker.named("lazy").library("com.acme.lazy")
                                    .function("counts").build()).orElseThrow().waitForShutdown();
                        }
                        say("done");
                        """)
                .jar(modules.resolve("first.jar"));
        try (var host =
                HostProcess.run(
                        modules,
                        data,
                        "-c",
                        "shared_preload_libraries=com.acme.first",
                        "-c",
                        "log_min_messages=debug1")) {
            host.await("launcher: done");
            assertEquals(0, host.stop());
            host.await("lazy: run 3");
            assertEquals(1, count(host, "lazy init"));
            assertEquals(1, count(host, "loaded library \"com.acme.lazy\""));
        }
    }

    private static long count(HostProcess host, String text) {
        return host.log().stream().filter(line -> line.contains(text)).count();
    }
}
