package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.CutProxy;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that fails under its workers, in each of the ways that servers do. */
final class OutageIT {
    @TempDir private Path modules;
    @TempDir private Path data;

    private HostProcess run(int port, String database, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-c", "log_min_messages=debug1"));
        all.addAll(
                List.of(
                        "-c",
                        "database_url=jdbc:postgresql://127.0.0.1:%d/%s?user=postgres"
                                .formatted(port, database)));
        return HostProcess.runAhead(modules, data, all.toArray(String[]::new));
    }

    private static void execute(PostgresServer server, String... statements) throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static long starts(List<String> log, String worker) {
        return log.stream()
                .filter(line ->
                        line.contains(
                                "starting background worker process \"%s\"".formatted(worker)))
                .count();
    }

    /** From the first line that contains a text to the last. */
    private static List<String> between(HostProcess host, String from, String to) {
        var log = host.log();
        int begin = log.indexOf(host.await(from));
        int end = log.size();
        while (!log.get(--end).contains(to)) {
            assertTrue(end > begin, to);
        }
        return log.subList(begin, end);
    }

    @Test
    void killed_in_the_middle_of_transactions_it_finds_its_workers_again_and_nothing_half_done()
            throws SQLException {
        var library = Workers.of("com.acme.outage");
        for (var name : List.of("first", "second", "third")) {
            library.worker(
                    name,
                    CONNECTED + RESTARTED,
                    """
                    var connection = worker.initializeConnection();
                    connection.setAutoCommit(false);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from t");
                    rows.next();
                    say("finds " + rows.getInt(1) + " rows");
                    statement.execute("insert into t values (1)");
                    say("in a transaction");
                    statement.execute("select pg_sleep(600)");
                    """);
        }
        library.jar(modules.resolve("outage.jar"));
        try (var server = PostgresServer.start()) {
            execute(server, "create table t (n int)");
            try (var host = run(server.port(), "postgres")) {
                for (var name : List.of("first", "second", "third")) {
                    host.await(name + ": in a transaction");
                }
                server.kill();
                for (var name : List.of("first", "second", "third")) {
                    host.await("background worker \"%s\" (PID".formatted(name));
                }
                host.await("could not connect to the database server");
                server.restart();
                for (var name : List.of("first", "second", "third")) {
                    host.await(name + ": finds 0 rows", 2);
                }
                var down =
                        between(
                                host,
                                "could not connect to the database server",
                                "ready to accept connections");
                assertEquals(0, starts(down, "first"), "nobody knocks at a dead server");
                assertEquals(0, host.stop());
            }
        }
    }

    @Test
    void its_database_dropped_under_a_worker_is_told_of_and_waited_for() throws SQLException {
        Workers.of("com.acme.outage")
                .worker(
                        "user",
                        CONNECTED + RESTARTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        say("is in");
                        statement.execute("select pg_sleep(600)");
                        """)
                .jar(modules.resolve("outage.jar"));
        try (var server = PostgresServer.start()) {
            execute(server, "create database app");
            try (var host = run(server.port(), "app")) {
                host.await("user: is in");
                execute(server, "drop database app with (force)");
                host.await("FATAL: database \"app\" does not exist (SQLSTATE 3D000)");
                execute(server, "create database app");
                host.await("user: is in", 2);
                assertEquals(0, host.stop());
            }
        }
    }

    @Test
    void R115_at_its_connection_limit_the_servers_own_words_are_the_cause() throws SQLException {
        Workers.of("com.acme.outage")
                .worker(
                        "user",
                        CONNECTED + RESTARTED,
                        "worker.initializeConnection(); say(\"is in\");")
                .jar(modules.resolve("outage.jar"));
        try (var server = PostgresServer.start()) {
            execute(
                    server,
                    "create role worker login connection limit 1",
                    "grant all on database postgres to worker");
            try (var host =
                    HostProcess.runAhead(
                            modules,
                            data,
                            "-c",
                            "database_user=worker",
                            "-c",
                            "database_url=jdbc:postgresql://127.0.0.1:%d/postgres"
                                    .formatted(server.port()))) {
                host.await("FATAL: too many connections for role \"worker\"");
                execute(server, "alter role worker connection limit 2");
                host.await("user: is in");
                assertEquals(0, host.stop());
            }
        }
    }

    @Test
    void behind_a_network_that_is_cut_it_is_gone_and_a_session_goes_on_when_that_is_healed()
            throws SQLException, IOException {
        Workers.of("com.acme.outage")
                .worker(
                        "user",
                        CONNECTED + RESTARTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        for (int i = 1; true; i++) {
                            statement.execute("insert into t values (1)");
                            if (i == 10) { say("has written"); }
                            if (worker.databaseState() == DatabaseState.UNAVAILABLE) { say("is told"); i = 0; }
                        }
                        """)
                .jar(modules.resolve("outage.jar"));
        try (var server = PostgresServer.start();
                var network = CutProxy.to(server.port())) {
            execute(server, "create table t (n int)");
            try (var host = run(network.port(), "postgres", "-c", "database_timeout=1s")) {
                host.await("user: has written");
                network.cut();
                host.await("could not connect to the database server");
                network.heal();
                host.await("ready to accept connections", 2);
                host.await("user: has written", 2);
                assertEquals(1, starts(host.log(), "user"), "the same session goes on");
                assertEquals(0, host.stop());
            }
        }
    }

    @Test
    void behind_a_network_that_is_cut_a_worker_can_still_be_ended() throws Exception {
        Workers.of("com.acme.outage")
                .worker(
                        "user",
                        CONNECTED + RESTARTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        say("is in");
                        while (true) { statement.execute("select 1"); }
                        """)
                .jar(modules.resolve("outage.jar"));
        try (var server = PostgresServer.start();
                var network = CutProxy.to(server.port());
                var host = run(network.port(), "postgres", "-c", "stop_timeout=1s")) {
            host.await("user: is in");
            network.cut();
            long start = System.nanoTime();
            assertEquals(0, host.stop());
            var took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, took::toString);
        }
    }
}
