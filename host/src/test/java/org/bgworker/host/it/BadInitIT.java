package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogReports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries whose init fails, in every way: one host refuses each, and registers none of its
 * workers.
 */
final class BadInitIT {
    @TempDir private static Path dir;
    private static List<String> reports = List.of();

    @BeforeAll
    static void a_host_is_given_all_of_them_and_a_good_one() throws IOException {
        var modules = Files.createDirectory(dir.resolve("modules"));
        var register = Samples.register("never seen", "thrower", "");
        Samples.withInit(
                        "thrower",
                        register
                                + "throw new java.io.IOException(\"no licence\", new"
                                + " RuntimeException(\"file is gone\"));")
                .jar(modules.resolve("thrower.jar"));
        initClass(
                modules,
                "constructed",
                "public Init() { throw new IllegalStateException(\"not here\"); }");
        initClass(
                modules,
                "initialised",
                "static { if (true) throw new IllegalStateException(\"not now\"); }");
        initClass(modules, "linking", "static final Object GONE = Gone.of();");
        Samples.withInit("looping", "while (true) { Thread.onSpinWait(); }")
                .jar(modules.resolve("looping.jar"));
        Samples.withInit("leaving", "System.exit(3);").jar(modules.resolve("leaving.jar"));
        for (var name : List.of("x".repeat(96), "größe", "two\\nlines")) {
            var library = "named" + name.length();
            Samples.withInit(library, Samples.register(name, library, ""))
                    .jar(modules.resolve(library + ".jar"));
        }
        restartTimes(modules);
        Samples.good(modules);
        try (var host =
                HostProcess.run(modules, dir.resolve("data"), "-c", "library_init_timeout=500ms")) {
            host.await("good: the good one runs");
            reports = LogReports.in(host.log(), modules);
            assertEquals(0, host.stop());
        }
    }

    private static void initClass(Path modules, String name, String member) {
        var source =
                Samples.initClass(name, "").replace("WorkerLibrary {", "WorkerLibrary { " + member);
        Samples.withInit(name, "")
                .source(name + "/Init.java", source)
                .source(
                        name + "/Gone.java",
                        "package %s; class Gone { static Object of() { throw new NoClassDefFoundError(\"org/absent/Api\"); } }"
                                .formatted(name))
                .jar(modules.resolve(name + ".jar"));
    }

    private static void restartTimes(Path modules) {
        for (int seconds : new int[] {0, -2, 86_400_001}) {
            var library = "restart" + Math.abs(seconds);
            var more = ".restartAfter(Duration.ofSeconds(%d))".formatted(seconds);
            Samples.withInit(library, Samples.register("w", library, more))
                    .jar(modules.resolve(library + ".jar"));
        }
    }

    @Test
    void an_init_that_throws_is_told_with_its_place_and_its_cause() {
        var report = about("\"thrower\"", reports);
        assertTrue(
                report.startsWith(
                        """
                        ERROR:  could not load library "thrower": its init failed
                        DETAIL:  java.io.IOException: no licence.
                        \tat thrower/thrower/thrower.Init.init(Init.java:7)\
                        """),
                report);
        assertTrue(
                report.contains("\n\tCaused by java.lang.RuntimeException: file is gone"), report);
        assertFalse(reports.stream().anyMatch(one -> one.contains("never seen")));
    }

    @Test
    void a_constructor_that_throws_is_told() {
        assertTrue(
                about("\"constructed\"", reports)
                        .startsWith(
                                """
                                ERROR:  could not load library "constructed": its init failed
                                DETAIL:  java.lang.IllegalStateException: not here.
                                \tat constructed/constructed/constructed.Init.<init>(Init.java:4)\
                                """));
    }

    @Test
    void a_static_initialiser_that_throws_is_told_with_its_cause() {
        var report = about("\"initialised\"", reports);
        assertTrue(report.contains("its init failed"), report);
        assertTrue(report.contains("java.lang.IllegalStateException: not now"), report);
    }

    @Test
    void a_class_that_is_missing_at_run_time_is_told() {
        assertTrue(
                about("\"linking\"", reports)
                        .contains("java.lang.NoClassDefFoundError: org/absent/Api"));
    }

    @Test
    void an_init_that_does_not_end_is_told_with_where_it_stands_and_the_setting() {
        var report = about("\"looping\"", reports);
        assertTrue(
                report.startsWith(
                        """
                        ERROR:  could not load library "looping": init takes longer than 500 ms
                        DETAIL:  Its thread stands at:\
                        """),
                report);
        assertTrue(
                report.contains("\n\tat looping/looping/looping.Init.init(Init.java:6)"), report);
        assertTrue(
                report.endsWith(
                        "\n"
                                + "HINT:  If it needs the time, increase the configuration parameter"
                                + " \"library_init_timeout\"."),
                report);
    }

    @Test
    void an_exit_call_in_init_ends_the_load_and_not_the_host() {
        assertTrue(
                about("\"leaving\"", reports)
                        .contains(
                                "exit code 3 was asked for; in a library this ends the worker, not"
                                        + " the host"));
    }

    @Test
    void R13_an_over_long_a_foreign_and_a_two_line_name_are_refused_and_not_cut() {
        assertTrue(
                about("\"named96\"", reports)
                        .contains(
                                "background worker name is too long: 96 bytes, the limit is 95:"
                                        + " \"xxx"));
        assertTrue(
                about("\"named5\"", reports)
                        .contains("background worker name is not printable ASCII: \"größe\""));
        assertTrue(
                about("\"named10\"", reports)
                        .contains("background worker name is not printable ASCII"));
    }

    @Test
    void restart_times_of_zero_of_less_and_of_too_much_are_refused_with_the_range() {
        for (var interval : List.of("PT0S", "PT-2S", "PT24000H0.001S")) {
            var library =
                    interval.equals("PT0S")
                            ? "restart0"
                            : interval.equals("PT-2S") ? "restart2" : "restart86400001";
            var report = about("\"" + library + "\"", reports);
            assertTrue(report.contains("invalid restart interval: "), report);
            assertTrue(
                    report.contains("it must be a whole number of seconds from 1 to 86,400,000"),
                    report);
        }
    }
}
