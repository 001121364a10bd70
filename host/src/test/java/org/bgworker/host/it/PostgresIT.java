package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers on a real server, seen from outside. */
final class PostgresIT {
    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void R118_the_server_shows_the_workers_name_and_keeps_nothing_uncommitted()
            throws SQLException {
        Workers.of("com.acme.server")
                .init(
                        "registrar.register(BackgroundWorker.named(\"shown to all\").library(\"com.acme.server\").function(\"shown\")"
                                + CONNECTED
                                + ".build());")
                .function(
                        "shown",
                        """
                        var connection = worker.initializeConnection();
                        connection.createStatement().execute("create table t (n int)");
                        connection.setAutoCommit(false);
                        connection.createStatement().execute("insert into t values (1)");
                        say("ready");
                        worker.latch().await();
                        """)
                .jar(modules.resolve("server.jar"));
        try (var server = PostgresServer.start();
                var host = run(server)) {
            host.await("shown to all: ready");
            assertEquals(
                    "shown to all|idle in transaction",
                    one(
                            server,
                            "select application_name || '|' || state from pg_stat_activity where state = 'idle in transaction'"));
            host.signal("HUP"); // sets the latch: the worker returns
            host.await("background worker \"shown to all\" (PID");
            assertEquals("0", one(server, "select count(*) from t"));
            assertEquals(
                    "0",
                    one(
                            server,
                            "select count(*) from pg_stat_activity where application_name = 'shown to all'"));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void
            R53_and_R58_on_a_standby_only_what_waits_for_a_consistent_state_starts_and_may_not_write() {
        Workers.of("com.acme.server")
                .worker(
                        "reader",
                        CONNECTED + ".startTime(StartTime.CONSISTENT_STATE)",
                        """
                        var statement = worker.initializeConnection().createStatement();
                        try { statement.execute("create table t (n int)"); }
                        catch (SQLException e) { say("refused with " + e.getSQLState()); }
                        """)
                .worker(
                        "writer",
                        CONNECTED + ".startTime(StartTime.RECOVERY_FINISHED)",
                        "worker.initializeConnection().createStatement().execute(\"create table t (n int)\"); say(\"wrote\");")
                .jar(modules.resolve("server.jar"));
        try (var server = PostgresServer.builder().standby().start();
                var host = run(server)) {
            host.await("ready to accept read-only connections");
            host.await("reader: refused with 25006");
            assertTrue(host.log().stream().noneMatch(line -> line.contains("process \"writer\"")));
            server.promote();
            host.await("writer: wrote");
            assertTrue(
                    host.log().indexOf(host.await("system is ready to accept connections"))
                            < host.log().indexOf(host.await("process \"writer\"")));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_server_that_does_not_answer_does_not_keep_the_host() throws Exception {
        Workers.of("com.acme.server")
                .worker(
                        "sits",
                        CONNECTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        say("ready");
                        while (true) { statement.execute("select 1"); }
                        """)
                .jar(modules.resolve("server.jar"));
        try (var server = PostgresServer.start();
                var host = run(server, "-c", "stop_timeout=1s")) {
            host.await("sits: ready");
            var backends =
                    one(
                                    server,
                                    "select string_agg(pid::text, ' ') from pg_stat_activity where application_name in ('sits', 'bgworker server state')")
                            .split(" ", -1);
            assertEquals(2, backends.length);
            try {
                signal("STOP", backends);
                long start = System.nanoTime();
                host.signal("INT");
                assertEquals(0, host.exitCode());
                var took = Duration.ofNanos(System.nanoTime() - start);
                assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, took::toString);
            } finally {
                signal("CONT", backends);
            }
        }
    }

    private static void signal(String name, String... pids)
            throws IOException, InterruptedException {
        for (var pid : pids) {
            new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        }
    }

    private static String one(PostgresServer server, String query) throws SQLException {
        try (var connection = server.connect();
                var rows = connection.createStatement().executeQuery(query)) {
            assertTrue(rows.next(), query);
            return rows.getString(1);
        }
    }

    private HostProcess run(PostgresServer server, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-c", "log_min_messages=debug1", "-c", "database_url=" + server.url()));
        return HostProcess.runAhead(modules, data, all.toArray(String[]::new));
    }
}
