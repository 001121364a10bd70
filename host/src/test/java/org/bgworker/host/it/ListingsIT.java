package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.RawSocket;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands show of a host whose workers run, fail and have ended. */
final class ListingsIT {
    private static final String SOON = ".startTime(StartTime.POSTMASTER_START)";
    private static final String LIBRARY = "com.acme.listed";

    @TempDir private static Path dir;
    private static Path data = Path.of("");
    private static List<HostProcess> host = List.of();

    @BeforeAll
    static void a_host_runs() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of(LIBRARY)
                .worker("waits", SOON + ".type(\"patient\")" + RESTARTED, "worker.latch().await();")
                .worker(
                        "fails",
                        SOON + ".restartAfter(Duration.ofHours(1))",
                        "throw new IllegalStateException(\"on purpose\");")
                .worker("ended", SOON, "say(\"ends\");")
                .function("badly", "throw new IllegalStateException(\"asked for\");")
                .function("for_long", "worker.latch().await();")
                .jar(modules.resolve("listed.jar"));
        data = dir.resolve("data");
        host = List.of(HostProcess.run(modules, data, "-c", "log_min_messages=debug1"));
        host().await("background worker \"fails\" (PID");
        host().await("unregistering background worker \"ended\"");
        host().await("ready to accept connections");
        host().await("listening on socket");
    }

    @AfterAll
    static void it_stops() {
        assertEquals(0, host().stop());
        host().close();
    }

    private static HostProcess host() {
        return host.getFirst();
    }

    private static Answer ask(String... words) {
        return Answer.ofHost(data, words);
    }

    private static List<String> lines(String... words) {
        var answer = ask(words);
        assertEquals(0, answer.code(), answer.err());
        return answer.out().lines().toList();
    }

    private static void assertLine(List<String> lines, String pattern) {
        assertTrue(lines.stream().anyMatch(line -> line.matches(pattern)), lines::toString);
    }

    @Test
    void ps_lists_by_type_chooses_and_sorts() {
        var all = lines("ps", "--all");
        assertLine(all, ".*ended +com.acme.listed +ended +finished .*0 returned");
        assertEquals(
                all.stream().skip(1).map(line -> line.substring(5, 20)).sorted().toList(),
                all.stream().skip(1).map(line -> line.substring(5, 20)).toList());
        assertEquals(2, lines("ps", "--type", "patient").size());
        assertEquals(2, lines("ps", "--state", "waiting for restart").size());
        assertEquals(1, lines("ps", "--library", "none").size());
        assertLine(lines("ps", "--sort", "name").subList(1, 2), ".*fails.*restart in 5\\d min.*");
        assertEquals(2, ask("ps", "--sort", "colour").code());
    }

    @Test
    void commands_that_go_on_end_when_nobody_reads_them() throws Exception {
        for (var words : List.of("ps --watch 1", "top -d 1", "logs -f", "events -f")) {
            var all = new ArrayList<>(List.of(words.split(" ")));
            all.addAll(List.of("--data", data.toString()));
            var command = new ProcessBuilder(HostProcess.command(List.of(), all));
            var pipeline =
                    ProcessBuilder.startPipeline(
                            List.of(command, new ProcessBuilder("head", "-n", "1")));
            endsAtTheNextLine(pipeline.getFirst(), words);
            assertEquals(0, pipeline.getFirst().exitValue(), words);
        }
    }

    /** A command learns that nobody reads when it writes; so there is always something to write. */
    private static void endsAtTheNextLine(Process command, String words) throws Exception {
        for (int left = 300; !command.waitFor(200, TimeUnit.MILLISECONDS); left--) {
            assertTrue(left > 0, words);
            var _ = ask("register", LIBRARY, "badly");
        }
    }

    @Test
    void show_has_the_last_exits_and_their_causes() {
        assertLine(
                lines("show", "fails"),
                "exits +.* ago, after .*: 1 threw: java.lang.IllegalStateException: on purpose");
    }

    @Test
    void events_tell_the_story_of_each_worker() {
        var story = lines("events", "fails");
        assertLine(story, ".*\"fails\" registered");
        assertLine(story, ".*\"fails\" \\(PID \\d+\\) started");
        assertLine(story, ".*\"fails\" \\(PID \\d+\\) exited after .*: 1 threw: .*on purpose");
        assertLine(story, ".*\"fails\" is started again in .*");
        var all = lines("events");
        assertLine(all, ".*library com.acme.listed: loaded ");
        assertLine(all, ".*server: run");
        assertLine(all, ".*database: not started ");
        assertLine(lines("events", "--json"), ".*\"event\":\"registered\".*");
    }

    @Test
    void top_shows_what_is_used() {
        var top = lines("top", "-n", "1");
        assertTrue(top.getFirst().startsWith("run, 2 workers"), top::toString);
        assertLine(top, "\\d+ +waits +running .*Latch");
    }

    @Test
    void plan_shows_what_a_reload_would_change_and_changes_nothing() throws Exception {
        assertEquals(0, ask("plan").code());
        var file = Files.writeString(data.resolve("bgworker.conf"), "max_worker_processes = 9\n");
        for (var command : List.of(new String[] {"plan"}, new String[] {"reload", "--dry-run"})) {
            var planned = ask(command);
            assertEquals(1, planned.code());
            assertTrue(
                    planned.out()
                            .startsWith(
                                    "setting  max_worker_processes: 8 -> 9, after a restart (in file"),
                    planned.out());
        }
        Files.writeString(file, "max_worker_processes = many\n");
        assertEquals(78, ask("plan").code());
        Files.delete(file);
        assertEquals(0, ask("plan").code());
    }

    @Test
    void a_worker_is_registered_from_a_file() throws Exception {
        var file = dir.resolve("worker.json");
        Files.writeString(
                file,
                "{\"library\": \"%s\", \"function\": \"badly\", \"name\": \"from a file\"}"
                        .formatted(LIBRARY));
        var answer = ask("register", file.toString(), "--wait", "end");
        assertEquals(1, answer.code(), answer.err());
        assertTrue(answer.out().contains("asked for"), answer.out());
        Files.writeString(file, "[");
        var bad = ask("register", file.toString());
        assertEquals(1, bad.code());
        assertTrue(bad.err().startsWith("ERROR:  could not read a worker from file"), bad.err());
        assertEquals(2, ask("register", LIBRARY).code());
    }

    @Test
    void who_waits_in_vain_is_told_so_by_124() {
        var answer = ask("register", LIBRARY, "for_long", "--wait", "end", "--timeout", "1");
        assertEquals(124, answer.code(), answer.out());
        assertEquals(0, ask("terminate", "--wait", "for_long").code());
    }

    @Test
    void metrics_count_what_has_happened() throws Exception {
        var metrics = RawSocket.request(data, "GET", "/metrics").lines().toList();
        assertLine(metrics, "Content-Type: text/plain; version=0.0.4; charset=utf-8");
        assertLine(metrics, "bgworker_server_state\\{state=\"run\"} 1.0");
        assertLine(metrics, "bgworker_workers\\{state=\"running\",type=\"patient\"} 1.0");
        assertLine(metrics, "bgworker_libraries\\{state=\"loaded\"} 1.0");
        assertLine(metrics, "bgworker_exits_total\\{kind=\"threw\"} [1-9].*");
        assertLine(metrics, "bgworker_slots 8.0");
        assertLine(metrics, "bgworker_start_seconds_count [3-9].*");
        assertLine(metrics, "bgworker_postmaster_turn_seconds_bucket\\{le=\"\\+Inf\"} \\d+");
    }

    @Test
    void the_shell_can_complete_words() throws Exception {
        var script = Answer.to("completion");
        assertEquals(0, script.code());
        assertTrue(script.out().contains("restart-worker"));
        assertFalse(script.out().contains("\t\u001b"));
        var bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.outputWriter()) {
            in.write(script.out());
        }
        assertEquals("", new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, bash.waitFor());
    }
}
