package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogTime;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that sits in a query ends by the cancel, not by the end of the grace time. */
final class CancelledQueryIT {
    private static final Duration PROMPT = Duration.ofSeconds(2);

    @TempDir private Path modules;
    @TempDir private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void R68_a_worker_in_a_query_of_postgresql_ends_at_once(String signal, TestReporter reporter)
            throws SQLException {
        Workers.of("com.acme.stop")
                .worker(
                        "in_query",
                        CONNECTED,
                        "worker.initializeConnection().createStatement().execute(\"select pg_sleep(600)\");")
                .jar(modules.resolve("stop.jar"));
        try (var server = PostgresServer.start();
                var host = run("-c", "database_url=" + server.url())) {
            awaitQuery(host, server, "select pg_sleep(600)");
            endsPromptly(host, signal, reporter);
        }
    }

    @Test
    void R68_a_statement_that_begins_after_the_cancel_is_cancelled_too() {
        Workers.of("com.acme.stop")
                .worker(
                        "in_query",
                        CONNECTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        say("works");
                        while (worker.terminateRequested().isEmpty()) { Thread.onSpinWait(); }
                        long until = System.nanoTime() + 100_000_000;
                        while (System.nanoTime() < until) { Thread.onSpinWait(); }
                        statement.execute("select pg_sleep(600)");
                        """)
                .jar(modules.resolve("stop.jar"));
        try (var server = PostgresServer.start();
                var host = run("-c", "database_url=" + server.url(), "-c", "stop_timeout=30min")) {
            host.await("in_query: works");
            host.signal("INT");
            assertEquals(0, host.exitCode());
            host.await("terminating background worker \"in_query\" due to administrator command");
        }
    }

    private HostProcess run(String... words) {
        var all =
                new ArrayList<>(List.of("-c", "log_min_messages=debug1", "-c", "stop_timeout=30s"));
        all.addAll(List.of(words));
        return HostProcess.runAhead(modules, data, all.toArray(String[]::new));
    }

    private static void endsPromptly(HostProcess host, String signal, TestReporter reporter) {
        host.signal(signal);
        assertEquals(0, host.exitCode());
        var took =
                LogTime.between(
                        host.await("shutdown request"),
                        host.await("background worker \"in_query\" (PID"));
        reporter.publishEntry("ended after " + took);
        host.await("terminating background worker \"in_query\" due to administrator command");
        assertTrue(took.compareTo(PROMPT) < 0, took + "\n" + String.join("\n", host.log()));
    }

    private static void awaitQuery(HostProcess host, PostgresServer server, String query)
            throws SQLException {
        try (var connection = server.connect();
                var running =
                        connection.prepareStatement(
                                "select from pg_stat_activity where query = ? and wait_event = 'PgSleep'")) {
            running.setString(1, query);
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            for (boolean found = false; !found; ) {
                try (var rows = running.executeQuery()) {
                    found = rows.next();
                }
                assertTrue(
                        found || System.nanoTime() < deadline, () -> String.join("\n", host.log()));
            }
        }
    }
}
