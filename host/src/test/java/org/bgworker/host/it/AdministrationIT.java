package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a running host. */
final class AdministrationIT {
    private static final String SOON = ".startTime(StartTime.POSTMASTER_START)";
    private static final String WAITS =
            "while (true) { worker.latch().await(); worker.latch().reset(); }";

    @TempDir private static Path dir;
    private static Path data = Path.of("");
    private static List<HostProcess> host = List.of();

    @BeforeAll
    static void a_host_runs() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.admin")
                .worker("waits", SOON + RESTARTED, "say(\"runs\"); " + WAITS)
                .worker("to_end", SOON + RESTARTED, WAITS)
                .worker(
                        "fails",
                        SOON + ".restartAfter(Duration.ofHours(1))",
                        "throw new IllegalStateException(\"on purpose\");")
                .function("ends_well", "")
                .function("ends_badly", "throw new IllegalStateException(\"asked for\");")
                .jar(modules.resolve("admin.jar"));
        data = dir.resolve("data");
        host = List.of(HostProcess.run(modules, data, "-c", "log_min_messages=debug1"));
        host().await("waits: runs");
        host().await("background worker \"fails\" (PID");
        host().await("listening on socket");
    }

    @AfterAll
    static void it_stops_by_command() {
        assertEquals(0, ask("stop").code());
        assertEquals(0, host().exitCode());
        assertFalse(Files.exists(data.resolve("bgworker.sock")));
        var gone = ask("ps");
        assertEquals(3, gone.code());
        assertTrue(gone.err().startsWith("ERROR:  no host is running"), gone.err());
        host().close();
    }

    private static HostProcess host() {
        return host.getFirst();
    }

    private static Answer ask(String... words) {
        return Answer.ofHost(data, words);
    }

    private static String done(String... words) {
        var answer = ask(words);
        assertEquals(0, answer.code(), answer.err());
        return answer.out();
    }

    @Test
    void status_tells_what_the_host_is_doing() {
        var status = done("status");
        assertTrue(status.contains("is running (process " + host().process().pid()), status);
        assertTrue(status.contains("database   not started"), status);
    }

    @Test
    void ps_lists_every_worker_and_why_one_does_not_run() {
        var listing = done("ps");
        assertTrue(listing.startsWith("PID  TYPE"), listing);
        assertTrue(
                listing.lines()
                        .anyMatch(line ->
                                line.matches(
                                        ".*fails.*restart in 5\\d min.*1 threw: java.lang.IllegalStateException: on purpose.*")),
                listing);
        assertFalse(listing.contains("private server"));
        assertTrue(done("ps", "--all").contains("private server"));
        assertTrue(done("ps", "--json").contains("\"name\": \"waits\""));
    }

    @Test
    void show_tells_where_a_worker_stands() {
        assertTrue(done("show", "waits").contains("com.acme.admin.waits.main"));
        var unknown = ask("show", "nobody");
        assertEquals(4, unknown.code());
        assertTrue(
                unknown.err().startsWith("ERROR:  there is no worker \"nobody\""), unknown.err());
    }

    @Test
    void terminate_ends_and_unregisters() {
        done("terminate", "--wait", "to_end");
        assertFalse(done("ps").contains("to_end"));
        host().await("/terminate by user \"" + System.getProperty("user.name") + "\"");
    }

    @Test
    void restart_worker_begins_a_run_anew_be_it_up_or_waiting() {
        done("restart-worker", "waits");
        host().await("waits: runs", 2);
        done("restart-worker", "fails");
        host().await("background worker \"fails\" (PID", 2);
    }

    @Test
    void register_starts_a_dynamic_worker_and_its_exit_code_tells_how_it_ended() {
        assertEquals(0, register("ends_well").code());
        var failed = register("ends_badly");
        assertEquals(1, failed.code());
        assertTrue(
                failed.out().contains("1 threw: java.lang.IllegalStateException: asked for"),
                failed.out());
    }

    private static Answer register(String function) {
        return ask("register", "com.acme.admin", function, "--wait", "end");
    }

    @Test
    void cancel_says_so_where_there_is_no_session() {
        var answer = ask("cancel", "waits");
        assertEquals(1, answer.code());
        assertTrue(
                answer.err()
                        .startsWith("ERROR:  background worker \"waits\" has no database session"),
                answer.err());
    }

    @Test
    void libraries_settings_and_shared_memory_are_listed() {
        assertTrue(done("libraries").contains("com.acme.admin"));
        assertTrue(
                done("settings")
                        .lines()
                        .anyMatch(line ->
                                line.matches("log_min_messages +debug1 +on the command line .*")));
        assertTrue(done("shmem").startsWith("NAME"));
    }

    @Test
    void figures_and_words_that_cannot_be_are_wrong_words_and_nothing_is_done() {
        for (var wrong :
                List.of(
                        List.of("stop", "-m", "later"),
                        List.of("stop", "-t", "99999999999"),
                        List.of("register", "l", "f", "--timeout", "99999999999"),
                        List.of("register", "l", "f", "--restart", "99999999999"),
                        List.of("register", "l", "f", "--arg", "99999999999999999999"),
                        List.of("ps", "--watch", "99999999999"))) {
            var answer = ask(wrong.toArray(String[]::new));
            assertEquals(2, answer.code(), answer.err());
            assertTrue(answer.err().startsWith("Invalid value for option"), answer.err());
        }
        assertTrue(done("status").contains("state      run"));
    }

    @Test
    void isready_answers_as_pg_isready_does() {
        assertEquals(data + ": accepting connections, not started\n", done("isready"));
        assertEquals("", done("isready", "-q"));
        assertEquals(2, Answer.to("isready", "--data", dir.resolve("none").toString()).code());
        assertEquals(3, ask("isready", "--quite").code());
    }

    @Test
    void stacks_tells_where_everybody_stands() {
        var stacks = done("stacks");
        assertTrue(stacks.contains("\"waits\" (PID "), stacks);
        assertTrue(stacks.contains("    at com.acme.admin/"), stacks);
    }

    @Test
    void logs_are_kept_in_memory() {
        assertTrue(done("logs").contains("LOG:  waits: runs"));
    }

    @Test
    void reload_tells_what_is_wrong_with_the_settings() throws Exception {
        var file = Files.writeString(data.resolve("bgworker.conf"), "no_such_setting = 1\n");
        assertTrue(done("reload").contains("unrecognized configuration parameter"));
        Files.delete(file);
        assertEquals("", done("reload"));
    }
}
