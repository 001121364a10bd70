package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Jars;
import org.bgworker.host.testing.LogReports;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code shared_preload_libraries} that names what is missing or bad, and what it does not name.
 */
final class PreloadIT {
    @TempDir private Path dir;
    private Path modules = Path.of("");

    @BeforeEach
    void makeModules() throws IOException {
        modules = Files.createDirectory(dir.resolve("modules"));
    }

    @Test
    void R34_a_named_library_that_is_missing_and_one_that_is_bad_keep_the_host_from_starting() {
        Samples.withInit("throwing", "throw new IllegalStateException(\"no\");")
                .jar(modules.resolve("throwing.jar"));
        Jars.truncate(Samples.idle("halved").jar(modules.resolve("halved.jar")));
        Samples.good(modules);
        var answer =
                Answer.toRun(
                        modules,
                        dir.resolve("data"),
                        "-c",
                        "shared_preload_libraries=zz.good, throwing, org.absent");
        assertEquals(1, answer.code());
        var reports = LogReports.in(answer.err().lines().toList(), modules);
        assertEquals(
                """
                ERROR:  could not access file "org.absent": No such file or directory
                DETAIL:  No jar or folder in the modules directory has a root module of that name.\
                """,
                about("org.absent\":", reports));
        about("could not load library \"throwing\": its init failed", reports);
        about("\"DIR/halved.jar\": the file is truncated", reports);
        assertEquals(
                """
                FATAL:  could not preload all libraries
                DETAIL:  The setting "shared_preload_libraries" names zz.good, throwing, org.absent.
                HINT:  Correct the setting, or what the messages above say of the libraries.\
                """,
                about("FATAL:", reports));
        assertFalse(answer.err().contains("the good one runs"));
        assertEquals(0, dir.resolve("data/bgworker.pid").toFile().length());
    }

    @Test
    void a_library_named_twice_is_loaded_once() {
        Samples.good(modules);
        try (var host =
                HostProcess.run(
                        modules,
                        dir.resolve("data"),
                        "-c",
                        "shared_preload_libraries=zz.good,zz.good")) {
            host.await("good: the good one runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void the_second_file_of_a_named_library_is_told_of() {
        Samples.good(modules);
        Samples.idle("zz.good").jar(modules.resolve("zz_good_too.jar"));
        try (var host =
                HostProcess.run(
                        modules, dir.resolve("data"), "-c", "shared_preload_libraries=zz.good")) {
            host.await("good: the good one runs");
            assertEquals(0, host.stop());
            assertEquals(
                    """
                    WARNING:  could not load library "zz.good": there are two of that name
                    DETAIL:  "DIR/zz_good.jar" is loaded, "DIR/zz_good_too.jar" is not.
                    HINT:  Remove one of them.\
                    """,
                    about("two of that name", LogReports.in(host.log(), modules)));
        }
    }

    @Test
    void
            R25_R27_and_R28_static_registration_is_refused_where_nothing_is_preloaded_and_after_init() {
        Samples.withInit(
                        "late",
                        "Work.kept = registrar; " + Samples.register("late one", "late", ""))
                .source(
                        "late/Work.java",
                        """
                        package late;
                        import org.bgworker.spi.*;
                        @FunctionName("work") public class Work implements WorkerMain {
                            static Registrar kept;
                            public void main(Datum mainArg) {
                                kept.register(BackgroundWorker.named("very late").library("late").function("work").build());
                            }
                        }
                        """)
                .jar(modules.resolve("late.jar"));
        Samples.withInit("early", Samples.register("early", "early", ""))
                .main(
                        "early.Work",
                        "work",
                        "worker.registerDynamic(BackgroundWorker.named(\"dynamic\").library(\"late\").function(\"work\").build())"
                                + ".orElseThrow().waitForShutdown();"
                                + Samples.say("it has ended"))
                .jar(modules.resolve("early.jar"));
        try (var host =
                HostProcess.run(
                        modules, dir.resolve("data"), "-c", "shared_preload_libraries=early")) {
            host.await("early: it has ended");
            assertEquals(0, host.stop());
            var reports = LogReports.in(host.log());
            assertEquals(
                    """
                    LOG:  background worker "late one": must be registered in "shared_preload_libraries"
                    DETAIL:  Library "late" was not loaded when the host started.
                    HINT:  Name it in "shared_preload_libraries", or register the worker dynamically.\
                    """,
                    about("\"late one\"", reports));
            assertEquals(
                    """
                    ERROR:  java.lang.IllegalStateException: background worker "very late": init has returned; register it dynamically\
                    """,
                    about("\"very late\"", reports).lines().findFirst().orElse(""));
        }
    }
}
