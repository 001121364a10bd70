package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.RawSocket;
import org.bgworker.host.testing.RefusingServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What workers, jars, servers and clients say may hold anything. A terminal must not do it, and
 * nobody may take it for what the host says.
 */
final class HarmlessOutputIT {
    private static final String LINE = "1999-01-01 00:00:00.000 UTC [1] LOG:  all is well";

    /** A colour, a title, lines of every kind that imitate the host's, text from right to left. */
    private static final String EVIL =
            "evil\u001b[31m\u001b]0;x\u0007\u009b31m\n%1$s\r%1$s\r\n%1$s\u0085%1$s\u2028%1$s\u202ekcehc\b\b\u007f"
                    .formatted(LINE);

    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("ps"),
                    List.of("ps", "--all"),
                    List.of("show", "waits"),
                    List.of("show", "fails"),
                    List.of("logs"),
                    List.of("logs", "waits"),
                    List.of("events"),
                    List.of("libraries"),
                    List.of("plan"),
                    List.of("reload"),
                    List.of("reload", "--dry-run"),
                    List.of("top", "-n", "1"),
                    List.of("status"),
                    List.of("stacks"),
                    List.of("settings"));

    @TempDir private static Path dir;
    private static Path modules = Path.of("");
    private static Path data = Path.of("");
    private static List<RefusingServer> server = List.of();
    private static List<HostProcess> host = List.of();

    @BeforeAll
    static void everybody_is_evil() throws Exception {
        modules = Files.createDirectory(dir.resolve("modules"));
        data = dir.resolve("data");
        server = List.of(new RefusingServer(EVIL));
        var evil = "var evil = Files.readString(Path.of(\"%s\"));".formatted(dir.resolve("evil"));
        Files.writeString(dir.resolve("evil"), EVIL);
        Workers.of("com.acme.evil")
                .worker(
                        "waits",
                        ".startTime(StartTime.POSTMASTER_START)",
                        evil
                                + """
                                worker.reportActivity(evil);
                                say(evil);
                                var log = System.getLogger(evil);
                                log.log(System.Logger.Level.WARNING, evil, new Exception(evil, new Error(evil)));
                                log.log(System.Logger.Level.WARNING, "{0}", evil);
                                say("has spoken");
                                while (true) { worker.latch().await(); worker.latch().reset(); }
                                """)
                .worker(
                        "fails",
                        ".startTime(StartTime.POSTMASTER_START).restartAfter(Duration.ofHours(1))",
                        evil + "throw new SQLException(evil, evil, new IOException(evil));")
                .function("fails_once", evil + "throw new IllegalStateException(evil);")
                .jar(modules.resolve("evil.jar"));
        Files.writeString(modules.resolve(nameOf("no jar") + ".jar"), "nonsense");
        Files.createDirectory(modules.resolve(nameOf("no folder")));
        host =
                List.of(
                        HostProcess.run(
                                modules,
                                data,
                                "-c",
                                "log_min_messages=debug1",
                                "-c",
                                "library_settle_time=100ms",
                                "-c",
                                "database_url=" + server.getFirst().url()));
        host().await("waits: has spoken");
        host().await("background worker \"fails\" (PID");
        host().await("could not connect to the database server");
        host().await("listening on socket");
    }

    /** What can be in the name of a file, in any locale. */
    private static String nameOf(String what) {
        return what + "\u001b[31m\n" + LINE.substring(0, 40) + "\r" + LINE.substring(0, 40) + "\b";
    }

    @AfterAll
    static void no_line_of_the_log_is_imitated() {
        assertEquals(0, host().stop());
        host().close();
        server.getFirst().close();
        var log = host().log();
        assertHarmless(String.join("\n", log));
        assertTrue(log.stream().anyMatch(line -> line.equals("\t" + LINE)), log::toString);
    }

    private static HostProcess host() {
        return host.getFirst();
    }

    private static Answer ask(List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return Answer.ofHost(data, all.toArray(String[]::new));
    }

    /** Nothing but visible characters, tabs and ends of lines, and no line begins as it likes. */
    private static void assertHarmless(String text) {
        var shown = text.replace("\u001b", "<ESC>");
        text.codePoints()
                .filter(c -> c != '\n' && c != '\t')
                .forEach(c -> assertTrue(isVisible(c), () -> "%x in: %s".formatted(c, shown)));
        assertTrue(text.lines().noneMatch(line -> line.startsWith("1999")), shown);
    }

    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    @Test
    void no_command_passes_on_what_others_say_to_a_terminal() {
        for (var command : COMMANDS) {
            for (var words : List.of(command, json(command))) {
                var answer = ask(words);
                assertTrue(answer.code() == 0 || answer.code() == 1, answer.err());
                assertHarmless(answer.out());
                assertHarmless(answer.err());
            }
        }
    }

    private static List<String> json(List<String> command) {
        var all = new ArrayList<>(command);
        all.add("--json");
        return all;
    }

    /** So that the test above is known to have had something to do. */
    @Test
    void what_they_say_is_shown_all_the_same() {
        var evil = "evil?[31m?]0;x?";
        assertShows(Pattern.quote(evil), "ps");
        assertShows("activity +" + Pattern.quote(evil), "show", "waits");
        assertShows("1 threw: java.sql.SQLException: " + Pattern.quote(evil), "events");
        assertShows(Pattern.quote("no jar?[31m?1999"), "libraries");
        assertShows(Pattern.quote("no jar?[31m?1999"), "plan");
        assertShows(Pattern.quote(evil), "top", "-n", "1");
        assertShows(Pattern.quote("FATAL: " + evil), "status");
        assertShows(Pattern.quote("evil\\u001b[31m"), "events", "--json");
    }

    private static void assertShows(String pattern, String... words) {
        var answer = ask(List.of(words));
        assertTrue(Pattern.compile(pattern).matcher(answer.out()).find(), answer::toString);
    }

    @Test
    void further_lines_of_a_message_are_indented_in_the_logs() {
        var lines = ask(List.of("logs")).out().lines().toList();
        for (var line : lines) {
            assertTrue(
                    line.startsWith("\t") || line.matches("20\\d\\d-\\S+Z \\[\\d+] [A-Z0-9]+:  .*"),
                    line);
        }
        assertTrue(lines.contains("\t" + LINE), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("\tat ")), lines::toString);
    }

    @Test
    void what_a_failed_worker_says_to_who_waits_for_it_is_harmless() throws Exception {
        var file =
                Files.writeString(
                        dir.resolve("fails.json"),
                        "{\"library\": \"com.acme.evil\", \"function\": \"fails_once\","
                                + " \"start_time\": \"postmaster_start\"}");
        var register = List.of("register", file.toString(), "--wait", "end");
        for (var words : List.of(register, json(register))) {
            var answer = ask(words);
            assertEquals(1, answer.code());
            assertEquals(words.equals(register), answer.out().contains("1 threw: "), answer.out());
            assertHarmless(answer.out());
            assertHarmless(answer.err());
        }
    }

    @Test
    void check_and_inspect_are_harmless_too() {
        var check =
                Answer.ofProcess(
                        "check", "--modules", modules.toString(), "--data", data.toString());
        assertEquals(78, check.code());
        assertTrue(check.out().contains("no jar?[31m?1999"), check.out());
        assertHarmless(check.out());
        assertHarmless(check.err());
        var inspect = Answer.to("inspect", modules.resolve(nameOf("no jar") + ".jar").toString());
        assertEquals(78, inspect.code());
        assertHarmless(inspect.out());
        assertHarmless(inspect.err());
    }

    @Test
    void a_client_cannot_give_a_worker_a_name_that_is_not_printable() throws Exception {
        for (var field : List.of("name", "type", "library", "function")) {
            for (var bad : List.of("\\u001b[31m", "\\n" + LINE, "\\u202e", "\\u00e4", "\\u007f")) {
                var fields = new TreeMap<>(Map.of("library", "l", "function", "f"));
                fields.put(field, bad);
                var body = new StringJoiner(", ", "{", "}");
                fields.forEach((name, value) -> body.add("\"%s\": \"%s\"".formatted(name, value)));
                var answer = post("/v1/workers", body.toString());
                assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
                assertTrue(answer.contains("is not printable ASCII"), answer);
                assertHarmless(answer.replace("\r\n", "\n"));
            }
        }
        var halfCharacter = post("/v1/workers", "{\"library\": \"\\ud800\", \"function\": \"f\"}");
        assertTrue(halfCharacter.contains("what was sent is no JSON object"), halfCharacter);
        var unknown = post("/v1/workers", "{\"\\u001b[31m\\n%s\": 1}".formatted(LINE));
        assertTrue(unknown.contains("unknown fields of a worker"), unknown);
        assertHarmless(unknown.replace("\r\n", "\n"));
        var file =
                Files.writeString(
                        dir.resolve("w.json"), "{\"\\u001b[31m\\n%s\": 1}".formatted(LINE));
        var answer = ask(List.of("register", file.toString()));
        assertEquals(1, answer.code());
        assertHarmless(answer.err());
    }

    @Test
    void a_path_cannot_imitate_a_line_of_the_log() throws Exception {
        var imitation = LINE.replace(" ", "%20");
        for (var path :
                List.of(
                        "%0a" + imitation,
                        "%0d" + imitation,
                        "%0d%0a" + imitation,
                        "%C2%85" + imitation,
                        "%E2%80%A8" + imitation,
                        "%E2%80%AE" + imitation,
                        "%1b%5b31m",
                        "%22%20by%20user%20%22nobody%22")) {
            var answer = post("/v1/workers/%s/terminate".formatted(path), "");
            assertTrue(answer.matches("(?s)HTTP/1.1 40[04].*"), answer);
        }
        assertTrue(post("/v1/workers/9.9/terminate", "").startsWith("HTTP/1.1 404"));
        host().await("POST of /v1/workers/9.9/terminate by user");
        assertHarmless(String.join("\n", host().log()));
        assertTrue(host().log().stream().noneMatch(line -> line.contains("by user \"nobody\"")));
    }

    private static String post(String path, String body) throws Exception {
        return RawSocket.ask(
                data,
                "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, body.length(), body));
    }
}
