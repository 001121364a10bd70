package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogTime;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The private server comes when it is needed, comes back when it is lost, and goes with the host.
 */
final class PrivateServerIT {
    private static final String READY = "private server (PID ";
    @TempDir private Path dir;
    private Path modules = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void makePlaces() throws IOException {
        // a name that a shell or a URL could stumble over
        var place = Files.createDirectory(dir.resolve("wörker's place"));
        modules = Files.createDirectory(place.resolve("modules"));
        data = place.resolve("data");
    }

    private HostProcess run(String... words) {
        return HostProcess.run(modules, data, words);
    }

    private static long pid(String ready) {
        return Long.parseLong(ready.replaceAll(".*\\(PID (\\d+).*", "$1"));
    }

    /** One that nobody has reaped yet has no current directory. */
    private static boolean runs(long pid) {
        return Files.exists(Path.of("/proc", Long.toString(pid), "cwd"));
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    @Test
    void a_host_whose_workers_need_no_session_starts_none() {
        Workers.of("com.acme.plain")
                .worker("plain", "say(\"runs\");")
                .jar(modules.resolve("p.jar"));
        try (var host = run()) {
            host.await("plain: runs");
            host.await("ready to accept connections");
            assertEquals(0, host.stop());
            assertFalse(Files.exists(data.resolve("postgresql")));
        }
    }

    @Test
    void it_is_started_for_the_first_that_needs_a_session_and_stopped_with_the_host() {
        CountingLibrary.in(modules);
        long server;
        try (var host = run()) {
            host.await("creating data directory");
            server = pid(host.await(READY));
            assertTrue(host.await("counts: start 1 of bgworker on PostgreSQL ").contains(" on "));
            assertEquals(0, host.stop());
            assertFalse(runs(server));
        }
        try (var host = run()) {
            host.await("counts: start 2 of bgworker");
            assertTrue(host.log().stream().noneMatch(line -> line.contains("creating data")));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void killed_it_is_started_again_at_once_and_only_those_with_a_session_notice() {
        CountingLibrary.in(modules);
        try (var host = run()) {
            var ready = host.await(READY);
            host.await("counts: start 1");
            kill(pid(ready));
            host.await("was terminated by signal 9");
            var again = host.await(READY, 3);
            host.await("counts: start 2");
            assertTrue(
                    LogTime.between(host.await("was terminated by signal 9"), again)
                                    .compareTo(Duration.ofSeconds(5))
                            < 0);
            assertEquals(1, host.log().stream().filter(it -> it.contains("plain: runs")).count());
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_killed_host_takes_it_along_and_the_next_host_finds_all_that_was_committed() {
        CountingLibrary.in(modules);
        long server;
        try (var host = run()) {
            server = pid(host.await(READY));
            host.await("counts: start 1");
            host.kill();
        }
        try (var host = run()) {
            host.await("counts: start 2");
            assertFalse(runs(server));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void one_that_outlives_its_host_is_stopped_before_another_is_started() throws Exception {
        CountingLibrary.in(modules);
        long server;
        try (var host = run()) {
            server = pid(host.await(READY));
            host.await("counts: start 1");
            new ProcessBuilder("kill", "-STOP", Long.toString(server)).start().waitFor();
            host.kill();
        }
        new ProcessBuilder("kill", "-CONT", Long.toString(server)).start().waitFor();
        try (var host = run()) {
            host.await("counts: start 2");
            assertFalse(runs(server));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_file_that_names_another_process_by_now_keeps_none_from_starting() throws IOException {
        CountingLibrary.in(modules);
        try (var host = run()) {
            host.await("counts: start 1");
            assertEquals(0, host.stop());
        }
        Files.writeString(
                data.resolve("postgresql/postmaster.pid"),
                ProcessHandle.current().pid() + "\n/elsewhere\n1\n5432\n");
        try (var host = run()) {
            host.await("counts: start 2");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void workers_are_no_superusers_and_extensions_are_those_of_the_settings() {
        Workers.of("com.acme.counts")
                .worker(
                        "asks",
                        CONNECTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        try { statement.execute("copy (select 1) to program 'touch /tmp/owned'"); }
                        catch (SQLException e) { say("copy " + e.getSQLState()); }
                        try { statement.execute("alter system set fsync = off"); }
                        catch (SQLException e) { say("alter " + e.getSQLState()); }
                        try (var rows = statement.executeQuery("select encode(digest('a', 'md5'), 'hex')")) {
                            rows.next();
                            say(rows.getString(1));
                        }
                        statement.execute("create schema mine");
                        say("owns the database");
                        """)
                .jar(modules.resolve("counts.jar"));
        try (var host = run("-c", "extensions=pgcrypto, no_such")) {
            host.await("WARNING:  could not create extension \"no_such\"");
            host.await("asks: copy 42501");
            host.await("asks: alter 42501");
            host.await("asks: 0cc175b9c0f1b6a831c399e269772661");
            host.await("asks: owns the database");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void
            nothing_that_a_worker_does_to_its_database_makes_it_an_administrator_or_stops_the_server() {
        Workers.of("com.acme.counts")
                .worker(
                        "attacks",
                        CONNECTED + RESTARTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        try (var rows = statement.executeQuery("select rolsuper from pg_catalog.pg_roles where rolname = current_user")) {
                            rows.next();
                            say("superuser: " + rows.getBoolean(1));
                        }
                        statement.execute("create schema if not exists evil");
                        statement.execute("create or replace function evil.f() returns bool language plpgsql as $$ begin execute 'alter role bgworker superuser'; return true; exception when others then return true; end $$");
                        statement.execute("create or replace view evil.pg_roles as select * from pg_catalog.pg_roles where evil.f()");
                        statement.execute("create or replace view evil.pg_database as select * from pg_catalog.pg_database where evil.f()");
                        statement.execute("grant usage on schema evil to public");
                        statement.execute("grant select on all tables in schema evil to public");
                        statement.execute("alter database bgworker set search_path = evil, pg_catalog");
                        for (var word : List.of("default_transaction_read_only = on", "statement_timeout = 1", "idle_session_timeout = 100")) {
                            statement.execute("alter database bgworker set " + word);
                        }
                        try { statement.execute("alter database postgres set search_path = evil"); }
                        catch (SQLException refused) { say("refused " + refused.getSQLState()); }
                        say("done");
                        worker.latch().await();
                        """)
                .jar(modules.resolve("counts.jar"));
        try (var host = run()) {
            var ready = host.await(READY);
            host.await("attacks: refused 42501");
            host.await("attacks: done");
            kill(pid(ready));
            host.await("was terminated by signal 9");
            host.await(READY, 3); // the line of its end begins alike
            assertEquals(0, host.stop());
            assertTrue(host.log().stream().noneMatch(line -> line.contains("superuser: true")));
        }
    }
}
