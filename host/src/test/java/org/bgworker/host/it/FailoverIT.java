package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.SQLException;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers change roles, with hosts at them. */
final class FailoverIT {
    @TempDir private Path modules;
    @TempDir private Path first;
    @TempDir private Path second;

    @BeforeEach
    void aWriterThatUsesItsSessionSeldom() {
        Workers.of("com.acme.writer")
                .worker(
                        "writer",
                        CONNECTED + RESTARTED,
                        """
                        say("may write");
                        var before = worker.databaseState();
                        while (true) {
                            worker.latch().await();
                            worker.latch().reset();
                            if (worker.databaseState() != before) {
                                before = worker.databaseState();
                                say("the database is " + before);
                                if (before == DatabaseState.READ_ONLY) {
                                    try { worker.initializeConnection().createStatement().execute("create table t (n int)"); }
                                    catch (SQLException e) { say("refused with " + e.getSQLState()); }
                                }
                            }
                        }
                        """)
                .jar(modules.resolve("writer.jar"));
    }

    private HostProcess run(Path data, String url, String... words) {
        var all = new java.util.ArrayList<>(java.util.List.of(words));
        all.addAll(java.util.List.of("-c", "database_url=" + url));
        return HostProcess.run(modules, data, all.toArray(String[]::new));
    }

    @Test
    void after_a_switch_the_writer_runs_at_the_new_primary_and_the_old_one_is_told()
            throws SQLException {
        try (var primary = PostgresServer.start();
                var standby = PostgresServer.builder().standbyOf(primary).start();
                var atPrimary = run(first, primary.url());
                var atStandby = run(second, standby.url())) {
            atPrimary.await("writer: may write");
            atStandby.await("ready to accept read-only connections");
            assertFalse(atStandby.log().stream().anyMatch(line -> line.contains("may write")));
            switchOver(primary, standby);
            atStandby.await("writer: may write");
            // R55: it goes on, but its new session is read-only
            atPrimary.await("writer: the database is READ_ONLY");
            atPrimary.await("writer: refused with 25006");
            assertEquals(0, atPrimary.stop());
            assertEquals(0, atStandby.stop());
        }
    }

    @Test
    void where_the_setting_says_so_the_old_one_is_terminated_and_comes_back_with_its_primary()
            throws SQLException {
        try (var primary = PostgresServer.start();
                var standby = PostgresServer.builder().standbyOf(primary).start();
                var host = run(first, primary.url(), "-c", "terminate_on_demotion=on")) {
            host.await("writer: may write");
            switchOver(primary, standby);
            host.await(
                    "terminating background worker \"writer\" because the database has become read-only");
            primary.promote();
            host.await("writer: may write", 2);
            assertEquals(0, host.stop());
        }
    }

    @Test
    void several_hosts_in_the_url_are_the_drivers_business_and_the_new_primary_is_found_at_once()
            throws SQLException {
        try (var primary = PostgresServer.start();
                var standby = PostgresServer.builder().standbyOf(primary).start();
                var host =
                        run(
                                first,
                                "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?user=postgres&targetServerType=primary"
                                        .formatted(primary.port(), standby.port()))) {
            host.await("ready to accept connections");
            primary.kill();
            host.await("could not connect to the database server");
            standby.promote();
            host.await("ready to accept connections", 2);
            assertEquals(0, host.stop());
        }
    }

    private static void switchOver(PostgresServer primary, PostgresServer standby)
            throws SQLException {
        awaitStreaming(primary);
        primary.stop(); // sends all that it has
        standby.promote();
        primary.restartAsStandbyOf(standby);
    }

    private static void awaitStreaming(PostgresServer primary) throws SQLException {
        try (var connection = primary.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    do $$ begin
                        loop
                            perform pg_stat_clear_snapshot();
                            perform from pg_stat_replication
                                where state = 'streaming' and sent_lsn = pg_current_wal_lsn();
                            exit when found;
                        end loop;
                    end $$
                    """);
        }
    }
}
