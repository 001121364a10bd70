package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host started by {@code java} without the launcher's options. */
final class BareJvmIT {
    @TempDir private Path dir;

    @Test
    void a_module_of_the_JDK_that_is_not_there_is_named_with_the_option_that_adds_it()
            throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Samples.idle("fetcher")
                .source(
                        "module-info.java",
                        "module fetcher { requires org.bgworker.spi; requires java.net.http;"
                                + " provides org.bgworker.spi.WorkerMain with fetcher.Work; }")
                .jar(modules.resolve("fetcher.jar"));
        Samples.good(modules);
        var words =
                List.of(
                        "run",
                        "--modules",
                        modules.toString(),
                        "--data",
                        dir.resolve("data").toString(),
                        "-c",
                        "audit=built");
        try (var host = HostProcess.start(List.of(), words)) {
            host.await("good: the good one runs");
            assertEquals(0, host.stop());
            assertEquals(
                    """
                    ERROR:  could not load library "fetcher": module java.net.http not found
                    DETAIL:  Module java.net.http not found, required by fetcher.
                    HINT:  The JDK has it, but the host was started without it: start java with --add-modules java.net.http, or use the launcher.\
                    """,
                    about("\"fetcher\"", LogReports.in(host.log())));
        }
    }
}
