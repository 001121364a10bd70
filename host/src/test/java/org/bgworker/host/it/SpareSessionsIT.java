package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are opened ahead. */
final class SpareSessionsIT {
    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void a_worker_takes_one_under_its_own_name_and_nobody_gets_it_again() throws Exception {
        Workers.of("com.acme.spare")
                .worker(
                        "leaves",
                        CONNECTED + RESTARTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        try (var row = statement.executeQuery("select pg_backend_pid(), current_setting('application_name'), to_regclass('pg_temp.litter') is null")) {
                            row.next();
                            say(row.getString(2) + " is in " + row.getInt(1) + ", clean " + row.getBoolean(3));
                        }
                        statement.execute("create temp table litter (n int)");
                        worker.latch().await();
                        throw new IllegalStateException("again");
                        """)
                .jar(modules.resolve("spare.jar"));
        try (var server = PostgresServer.start();
                var host =
                        HostProcess.run(
                                modules,
                                data,
                                "-c",
                                "database_spare_sessions=2",
                                "-c",
                                "database_url=" + server.url())) {
            host.await("leaves: leaves is in");
            awaitSpares(server, 2);
            int spare = oldestSpare(server);
            host.signal("HUP"); // sets the latch
            var second = host.await("leaves: leaves is in", 2);
            assertTrue(second.endsWith("leaves is in %d, clean true".formatted(spare)), second);
            awaitSpares(server, 2);
            assertNotEquals(spare, oldestSpare(server));
            server.restart();
            awaitSpares(server, 2);
            host.await("leaves: leaves is in", 3);
            assertEquals(0, host.stop());
            assertEquals(0, spares(server));
        }
    }

    private static void awaitSpares(PostgresServer server, int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (spares(server) != count) {
            assertTrue(System.nanoTime() < deadline, () -> "not " + count);
        }
    }

    private static int spares(PostgresServer server) throws SQLException {
        return one(
                server,
                "select count(*) from pg_stat_activity where application_name = 'bgworker spare' and state = 'idle'");
    }

    private static int oldestSpare(PostgresServer server) throws SQLException {
        return one(
                server,
                "select pid from pg_stat_activity where application_name = 'bgworker spare' order by backend_start limit 1");
    }

    private static int one(PostgresServer server, String query) throws SQLException {
        try (var connection = server.connect();
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
