package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host at a hot standby that streams from a primary. */
final class StandbyIT {
    private static final Pattern STEP =
            Pattern.compile(
                    ".*(?:starting background worker process \"(.*)\"|database system (is ready to accept .*))");

    @TempDir private Path modules;
    @TempDir private Path data;

    private HostProcess run(PostgresServer server) {
        return HostProcess.run(
                modules,
                data,
                "-c",
                "log_min_messages=debug1",
                "-c",
                "database_url=" + server.url());
    }

    /** What was started, and what the database was ready for, in order. */
    private static List<String> steps(HostProcess host) {
        return host.log().stream()
                .map(STEP::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1) != null ? matcher.group(1) : matcher.group(2))
                .filter(step -> !step.equals("server state watcher"))
                .toList();
    }

    /** The probe's five workers of trace A, on a standby: last in, first out at each step. */
    @Test
    void R33_and_R53_at_start_read_only_and_promotion_those_of_each_start_time_start_in_order() {
        var library = Workers.of("com.acme.standby");
        var times =
                List.of(
                        ".startTime(StartTime.POSTMASTER_START)",
                        ".startTime(StartTime.CONSISTENT_STATE)" + CONNECTED,
                        ".startTime(StartTime.RECOVERY_FINISHED)" + CONNECTED,
                        ".startTime(StartTime.POSTMASTER_START)",
                        ".startTime(StartTime.CONSISTENT_STATE)" + CONNECTED);
        for (int i = 0; i < times.size(); i++) {
            library.worker(
                    "static" + i,
                    times.get(i),
                    "say(\"main entered\"); while (true) { worker.latch().await(); worker.latch().reset(); }");
        }
        library.jar(modules.resolve("standby.jar"));
        try (var primary = PostgresServer.start();
                var standby = PostgresServer.builder().standbyOf(primary).start();
                var host = run(standby)) {
            host.await("main entered", 4);
            standby.promote();
            host.await("main entered", 5);
            assertEquals(
                    List.of(
                            "static3",
                            "static0",
                            "is ready to accept read-only connections",
                            "static4",
                            "static1",
                            "is ready to accept connections",
                            "static2"),
                    steps(host));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_standby_that_stops_and_returns_gets_its_readers_back_and_no_writer() {
        Workers.of("com.acme.standby")
                .worker(
                        "reader",
                        CONNECTED + RESTARTED + ".startTime(StartTime.CONSISTENT_STATE)",
                        """
                        var statement = worker.initializeConnection().createStatement();
                        say("reads, " + worker.databaseState());
                        while (true) { statement.execute("select pg_sleep(60)"); }
                        """)
                .worker("writer", CONNECTED + RESTARTED, "say(\"writes\");")
                .jar(modules.resolve("standby.jar"));
        try (var primary = PostgresServer.start();
                var standby = PostgresServer.builder().standbyOf(primary).start();
                var host = run(standby)) {
            host.await("reader: reads, READ_ONLY");
            standby.stop();
            host.await("could not connect to the database server");
            standby.restart();
            host.await("reader: reads, READ_ONLY", 2);
            assertEquals(
                    List.of(
                            "is ready to accept read-only connections",
                            "reader",
                            "is ready to accept read-only connections",
                            "reader"),
                    steps(host));
            assertEquals(0, host.stop());
        }
    }
}
