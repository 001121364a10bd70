package org.bgworker.host.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that the script starts in the background. */
final class BackgroundIT {
    private static final Path SCRIPT =
            Places.distribution().resolve("../../../bgworker").toAbsolutePath().normalize();

    @TempDir private Path dir;
    private Path data = Path.of("");

    /** What a command has said, and its exit code. */
    private record Said(int code, String text) {}

    @BeforeEach
    void there_are_modules() throws Exception {
        Files.createDirectory(dir.resolve("modules"));
        data = dir.resolve("data");
    }

    @AfterEach
    void none_is_left() throws Exception {
        var _ = bgworker("stop", "-m", "immediate");
    }

    private Said bgworker(String... words) throws Exception {
        var all = new ArrayList<>(List.of(SCRIPT.toString()));
        all.addAll(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        var builder = new ProcessBuilder(all).directory(dir.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }

    private String done(String... words) throws Exception {
        var said = bgworker(words);
        assertEquals(0, said.code(), said.text());
        return said.text();
    }

    private String start(String... words) throws Exception {
        var all = new ArrayList<>(List.of("start", "--modules", dir.resolve("modules").toString()));
        all.addAll(List.of(words));
        return done(all.toArray(String[]::new));
    }

    @Test
    void start_comes_back_when_the_host_serves_and_stop_when_it_has_stopped() throws Exception {
        assertTrue(start().matches("process \\d+ serves\n"));
        assertTrue(done("status").contains("state      run"));
        done("stop");
        assertEquals(3, bgworker("status").code());
        assertTrue(Files.readString(data.resolve("bgworker.log")).contains("is shut down"));
    }

    @Test
    void a_second_start_is_refused() throws Exception {
        start();
        var second = bgworker("start", "--modules", dir.resolve("modules").toString());
        assertEquals(1, second.code());
        assertTrue(second.text().startsWith("ERROR:  a host is running in data"), second.text());
    }

    @Test
    void a_host_that_cannot_start_says_why() throws Exception {
        var said =
                bgworker(
                        "start",
                        "--modules",
                        dir.resolve("modules").toString(),
                        "-c",
                        "max_worker_processes=many");
        assertEquals(1, said.code());
        assertTrue(
                said.text().startsWith("ERROR:  the host has ended with exit code 1"), said.text());
        assertTrue(said.text().contains("max_worker_processes"), said.text());
    }

    @Test
    void restart_uses_the_words_of_the_start() throws Exception {
        start("-c", "max_worker_processes=5");
        var first = done("status");
        assertTrue(first.contains("workers    0 of 5"), first);
        done("restart");
        var second = done("status");
        assertTrue(second.contains("workers    0 of 5"), second);
        assertNotEquals(first.lines().findFirst(), second.lines().findFirst());
    }

    @Test
    void restart_leaves_the_host_alone_when_its_settings_are_bad() throws Exception {
        start();
        var first = done("status");
        var conf = Files.writeString(data.resolve("bgworker.conf"), "stop_timeout = long\n");
        var refused = bgworker("restart");
        assertEquals(78, refused.code(), refused.text());
        assertTrue(refused.text().contains("\"%s\"".formatted(conf)), refused.text());
        assertEquals(first, done("status"));
    }

    @Test
    void stop_tells_who_is_still_being_waited_for() throws Exception {
        Workers.of("com.acme.slow")
                .worker(
                        "stubborn",
                        ".startTime(StartTime.POSTMASTER_START)",
                        "try (var _ = worker.hold()) { while (worker.terminateRequested().isEmpty()) { Thread.sleep(20); } "
                                + "for (long end = System.currentTimeMillis() + 5000; System.currentTimeMillis() < end; ) {} }")
                .jar(dir.resolve("modules/slow.jar"));
        start("--permit-built");
        var said = done("stop");
        assertTrue(
                said.matches(
                        "(?s).*waiting for \"stubborn\" \\(PID \\d+\\), asked, next step in .*"),
                said);
    }

    @Test
    void it_hears_a_hangup_and_not_those_of_its_starter() throws Exception {
        var pid = start().replaceAll("\\D", "");
        var session = Files.readString(Path.of("/proc", pid, "stat")).split(" ", 7)[5];
        assertEquals(pid, session, "it leads a session of its own");
        assertEquals(0, new ProcessBuilder("kill", "-HUP", pid).start().waitFor());
        assertTrue(done("isready").contains("accepting connections"));
    }
}
