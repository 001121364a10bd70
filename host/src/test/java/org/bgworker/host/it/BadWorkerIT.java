package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Jars;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.LogReports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that break a rule or name what does not exist: each falls alone, the others go on. */
final class BadWorkerIT {
    private static final String SOON = ".startTime(StartTime.POSTMASTER_START)";
    private static final String DB = ".flags(WorkerFlag.BACKEND_DATABASE_CONNECTION)";

    @TempDir private static Path dir;
    private static List<String> reports = List.of();

    @BeforeAll
    static void a_host_is_given_all_of_them_and_a_good_one() throws IOException {
        var modules = Files.createDirectory(dir.resolve("modules"));
        rules(modules);
        failing(modules);
        dynamic(modules);
        Jars.truncate(Samples.idle("halved").jar(modules.resolve("halved.jar")));
        var absent =
                LibraryBuilder.library()
                        .source("module-info.java", "module org.elsewhere {}")
                        .jar(dir.resolve("elsewhere.jar"));
        Samples.idle("needy")
                .source(
                        "module-info.java",
                        "module needy { requires org.bgworker.spi; requires org.elsewhere;"
                                + " provides org.bgworker.spi.WorkerMain with needy.Work; }")
                .requires(absent)
                .jar(modules.resolve("needy.jar"));
        Samples.good(modules);
        try (var host =
                HostProcess.run(modules, dir.resolve("data"), "-c", "max_worker_processes=20")) {
            host.await("good: the good one runs");
            host.await("dynamic: all have ended");
            host.await("\" (PID ", 8); // those that fail
            reports = LogReports.in(host.log(), modules);
            assertEquals(0, host.stop());
        }
    }

    private static void rules(Path modules) {
        var all =
                Samples.register("no shared memory", "rules", DB)
                        + Samples.register(
                                "too early", "rules", DB + ".flags(WorkerFlag.SHMEM_ACCESS)" + SOON)
                        + Samples.register("notified", "rules", ".notifyPid(7)")
                        + Samples.register("all wrong", "rules", DB + SOON + ".notifyPid(7)")
                        + Samples.register("no module", "needy", SOON)
                        + Samples.register("no library", "org.absent", SOON)
                        + Samples.register("no function", "rules", SOON + ".function(\"absent\")")
                        + Samples.register(
                                "no host function", "postgres", SOON + ".function(\"absent\")");
        Samples.withInit("rules", all).jar(modules.resolve("rules.jar"));
    }

    private static void failing(Path modules) {
        var all =
                Samples.register(
                                "failing constructor",
                                "failing",
                                SOON + ".function(\"constructor\")")
                        + Samples.register(
                                "failing class", "failing", SOON + ".function(\"initialiser\")");
        Samples.withInit("failing", all)
                .source(
                        "module-info.java",
                        """
                        module failing {
                            requires org.bgworker.spi;
                            provides org.bgworker.spi.WorkerMain with failing.Work, failing.Constructor, failing.Initialiser;
                            provides org.bgworker.spi.WorkerLibrary with failing.Init;
                        }
                        """)
                .source(
                        "failing/Constructor.java",
                        worker(
                                "constructor",
                                "public Constructor() { throw new IllegalStateException(\"not"
                                        + " here\"); }"))
                .source(
                        "failing/Initialiser.java",
                        worker(
                                "initialiser",
                                "static { if (true) throw new IllegalStateException(\"not now\");"
                                        + " }"))
                .jar(modules.resolve("failing.jar"));
    }

    private static String worker(String function, String member) {
        var name = Character.toUpperCase(function.charAt(0)) + function.substring(1);
        return """
        package failing;
        import org.bgworker.spi.*;
        @FunctionName("%s") public class %s implements WorkerMain {
            %s
            public void main(Datum mainArg) {}
        }
        """
                .formatted(function, name, member);
    }

    private static void dynamic(Path modules) {
        LibraryBuilder builder =
                Samples.withInit("dynamic", Samples.register("dynamic", "dynamic", SOON))
                        .main(
                                "dynamic.Work",
                                "work",
                                """
                                var log = System.getLogger("test");
                                var start = BackgroundWorker.named("of org.missing").library("org.missing")
                                        .function("work").startTime(StartTime.POSTMASTER_START);
                                for (var one : new BackgroundWorker[] {
                                        start.build(),
                                        BackgroundWorker.named("of dynamic").library("dynamic").function("missing")
                                                .startTime(StartTime.POSTMASTER_START).build()}) {
                                    var status = worker.registerDynamic(one).orElseThrow().waitForShutdown();
                                    log.log(System.Logger.Level.INFO, "ended with " + status.lastExit().orElseThrow());
                                }
                                var refused = worker.registerDynamic(BackgroundWorker.named("bad one").library("dynamic")
                                        .function("work").flags(WorkerFlag.BACKEND_DATABASE_CONNECTION)
                                        .startTime(StartTime.POSTMASTER_START).build());
                                log.log(System.Logger.Level.INFO, refused.toString());
                                """
                                        + Samples.say("all have ended"));
        builder.jar(modules.resolve("dynamic.jar"));
    }

    @Test
    void a_database_connection_without_shared_memory_is_refused() {
        assertEquals(
                "LOG:  background worker \"no shared memory\": must attach to shared memory in"
                        + " order to request a database connection",
                about("\"no shared memory\"", reports));
    }

    @Test
    void a_database_connection_at_postmaster_start_is_refused() {
        assertEquals(
                "LOG:  background worker \"too early\": cannot request database access if starting"
                        + " at postmaster start",
                about("\"too early\"", reports));
    }

    @Test
    void a_static_worker_with_a_pid_to_notify_is_refused() {
        assertEquals(
                "LOG:  background worker \"notified\": only dynamic background workers can request"
                        + " notification",
                about("\"notified\"", reports));
    }

    @Test
    void all_rules_that_a_worker_breaks_are_told_at_once() {
        assertEquals(
                """
                LOG:  background worker "all wrong": must attach to shared memory in order to request a database connection
                DETAIL:  Also: background worker "all wrong": cannot request database access if starting at postmaster start.
                \tAlso: background worker "all wrong": only dynamic background workers can request notification.\
                """,
                about("\"all wrong\"", reports));
    }

    @Test
    void R77_a_library_that_is_not_there_is_named_with_the_jars_that_could_not_be_read() {
        assertEquals(
                """
                ERROR:  could not access file "org.absent": No such file or directory
                DETAIL:  No jar or folder in the modules directory has a root module of that name.
                \tNot readable: could not load library "DIR/halved.jar": the file is truncated.\
                """,
                about("org.absent", reports));
        assertTrue(about("\"no library\" (PID ", reports).endsWith("exited with exit code 1"));
    }

    @Test
    void a_library_that_cannot_be_loaded_is_told_in_the_same_three_parts_as_at_the_start() {
        var told = reports.stream().filter(report -> report.contains("library \"needy\"")).toList();
        assertEquals(2, told.size(), told.toString());
        assertEquals(
                """
                ERROR:  could not load library "needy": module org.elsewhere not found
                DETAIL:  Module org.elsewhere not found, required by needy.
                HINT:  Make the library a folder and put the module's jar beside it.\
                """,
                told.getLast());
        assertEquals(told.getFirst(), told.getLast());
    }

    @Test
    void R74_and_R77_a_function_that_is_not_there_is_told_with_those_that_are() {
        assertEquals(
                """
                ERROR:  could not find function "absent" in file "DIR/rules.jar"
                DETAIL:  Library "rules" has: work.\
                """,
                about("DIR/rules.jar", reports));
        assertEquals(
                "ERROR:  internal function \"absent\" not found",
                about("internal function", reports));
    }

    @Test
    void a_constructor_and_a_static_initialiser_that_throw_are_told_with_their_place() {
        assertTrue(
                about("not here", reports)
                        .startsWith(
                                """
                                ERROR:  java.lang.IllegalStateException: not here
                                DETAIL:  at failing/failing/failing.Constructor.<init>(Constructor.java:4)\
                                """));
        assertTrue(
                about("\"failing constructor\" (PID ", reports)
                        .endsWith("exited with exit code 1"));
        assertTrue(
                about("not now", reports)
                        .contains("failing.Initialiser.<clinit>(Initialiser.java:4)"));
    }

    @Test
    void who_registers_a_dynamic_worker_learns_what_it_failed_with() {
        assertTrue(about("org.missing", exits()).contains("could not access file \"org.missing\""));
        assertTrue(
                about("missing\" in file", exits())
                        .contains("could not find function \"missing\""));
    }

    private static List<String> exits() {
        return reports.stream().filter(report -> report.contains("dynamic: ended with")).toList();
    }

    @Test
    void a_dynamic_worker_that_breaks_rules_is_refused_with_all_of_them() {
        var report = about("Refused[", reports);
        assertTrue(
                report.contains(
                        "reason=background worker \"bad one\": must attach to shared memory"),
                report);
        assertTrue(
                report.contains("cannot request database access if starting at postmaster start"),
                report);
    }
}
