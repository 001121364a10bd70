package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker's session on a real server: as whom, what is refused, and what others may do to it. */
final class ServerSessionIT {
    private static final String AGAIN = CONNECTED + RESTARTED;
    private static final List<String> REFUSED = List.of("no_database", "closed", "no_role");

    @TempDir private static Path modules;
    @TempDir private static Path data;
    private static List<String> log = List.of();

    @BeforeAll
    static void a_host_runs_all_of_them_on_one_server() throws SQLException {
        library();
        try (var server = PostgresServer.start()) {
            execute(server, "create role worker login");
            execute(server, "create role other");
            execute(server, "grant other to worker");
            execute(server, "create database closed");
            execute(server, "alter database closed allow_connections false");
            try (var host = run(server.port())) {
                end(server, host, "cancelled", "pg_cancel_backend");
                end(server, host, "terminated", "pg_terminate_backend");
                REFUSED.forEach(name ->
                        host.await("starting background worker process \"%s\"".formatted(name), 2));
                List.of("unnamed", "named", "stays_away")
                        .forEach(name ->
                                host.await("background worker \"%s\" (PID".formatted(name)));
                assertEquals(0, host.stop());
                log = host.log();
            }
        }
    }

    private static void library() {
        var sleep =
                """
                var connection = worker.initializeConnection();
                say("sleeps");
                connection.createStatement().execute("select pg_sleep(600)");
                """;
        Workers.of("com.acme.server")
                .worker("cancelled", AGAIN, sleep)
                .worker("terminated", AGAIN, sleep)
                .worker("unnamed", CONNECTED, who("\"\", \"\""))
                .worker("named", CONNECTED, who("\"postgres\", \"other\""))
                .worker("no_database", AGAIN, "worker.initializeConnection(\"nowhere\", \"\");")
                .worker("closed", AGAIN, "worker.initializeConnection(\"closed\", \"\");")
                .worker("no_role", AGAIN, "worker.initializeConnection(\"\", \"nobody\");")
                .worker("stays_away", CONNECTED, "say(\"needs none\");")
                .jar(modules.resolve("server.jar"));
    }

    private static String who(String arguments) {
        return """
        try (var row = worker.initializeConnection(%s).createStatement().executeQuery(
                "select current_user || ' in ' || current_database() || ', superuser ' || current_setting('is_superuser')")) {
            row.next();
            say(row.getString(1));
        }
        """
                .formatted(arguments);
    }

    private static HostProcess run(int port) {
        return HostProcess.run(
                modules,
                data,
                "-c",
                "log_min_messages=debug1",
                "-c",
                "database_user=worker",
                "-c",
                "database_url=jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port));
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** From outside, once its statement runs; it then comes again. */
    private static void end(PostgresServer server, HostProcess host, String worker, String by)
            throws SQLException {
        host.await(worker + ": sleeps");
        execute(
                server,
                """
                do $$ begin
                    loop
                        perform pg_stat_clear_snapshot();
                        perform %s(pid) from pg_stat_activity
                            where application_name = '%s' and wait_event = 'PgSleep';
                        exit when found;
                    end loop;
                end $$
                """
                        .formatted(by, worker));
        host.await(worker + ": sleeps", 2);
    }

    @Test
    void R73_a_cancelled_statement_is_exit_1_and_the_worker_is_restarted() {
        said("canceling statement due to user request");
        assertEquals(1, exitCode("cancelled"));
    }

    @Test
    void R85_a_terminated_session_is_exit_1_and_the_worker_is_restarted() {
        said("terminating connection due to administrator command");
        assertEquals(1, exitCode("terminated"));
    }

    @Test
    void R113_no_name_means_database_and_role_of_the_settings() {
        said("unnamed: worker in postgres, superuser off");
        said("named: other in postgres, superuser off");
    }

    @Test
    void R115_what_does_not_exist_or_is_closed_is_told_by_the_server_and_exit_1() {
        said("database \"nowhere\" does not exist");
        said("database \"closed\" is not currently accepting connections");
        said("role \"nobody\" does not exist");
        REFUSED.forEach(name -> assertEquals(1, exitCode(name)));
    }

    @Test
    void R111_not_to_connect_although_flagged_is_fine() {
        said("stays_away: needs none");
        assertEquals(0, exitCode("stays_away"));
    }

    private static void said(String text) {
        assertTrue(
                log.stream().anyMatch(line -> line.contains(text)), () -> String.join("\n", log));
    }

    /** Of the worker's first run. */
    private static int exitCode(String worker) {
        var exit =
                log.stream()
                        .filter(line -> line.contains("background worker \"" + worker + "\" (PID"))
                        .findFirst()
                        .orElseThrow();
        return Integer.parseInt(exit.replaceFirst(".* exited with exit code ", ""));
    }
}
