package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogTime;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that do not want to end do not keep the host longer than the grace time and 2 s. */
final class StoppingIT {
    private static final Duration LIMIT = Duration.ofSeconds(1 + 2);

    /** For the signal's way to the host, and the end of its process on a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Map<String, String> STUBBORN = new LinkedHashMap<>();

    static {
        STUBBORN.put(
                "no_safe_point",
                "say(\"ready\"); for (long n = 0; n >= 0; n = (n + 1) & 0xffff) {}");
        STUBBORN.put(
                "swallows_while_it_waits",
                "say(\"ready\"); while (true) { try { worker.latch().await(); } catch (Throwable t) {} }");
        STUBBORN.put(
                "swallows_while_it_works",
                "say(\"ready\"); while (true) { try { Thread.sleep(1000); } catch (Throwable t) {} }");
        STUBBORN.put(
                "ignores_interrupts",
                "try (var server = new ServerSocket(0)) { say(\"ready\"); server.accept(); }");
        STUBBORN.put(
                "holds_for_ever",
                "worker.hold(); say(\"ready\"); while (true) { try { worker.latch().await(); worker.latch().reset(); } catch (InterruptedException e) {} }");
        STUBBORN.put(
                "swallows_in_the_database",
                """
                var statement = worker.initializeConnection().createStatement();
                say("ready");
                while (true) {
                    try { statement.execute("select pg_sleep(600)"); }
                    catch (Throwable t) {}
                }
                """);
    }

    @TempDir private Path modules;
    @TempDir private Path data;

    static Set<String> stubborn() {
        return STUBBORN.keySet();
    }

    @ParameterizedTest
    @MethodSource("stubborn")
    void R66_a_stubborn_worker_is_abandoned_with_its_stack(String name, TestReporter reporter) {
        library(Set.of(name));
        try (var host = run("1s")) {
            host.await(name + ": ready");
            stops(host, "INT", reporter);
            isAbandoned(host, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void all_of_them_together_take_no_longer(String signal, TestReporter reporter) {
        library(STUBBORN.keySet());
        try (var host = run("1s")) {
            STUBBORN.keySet().forEach(name -> host.await(name + ": ready"));
            stops(host, signal, reporter);
            STUBBORN.keySet().forEach(name -> isAbandoned(host, name));
        }
    }

    @Test
    void a_hold_ends_with_the_grace_time() {
        Workers.of("com.acme.stop")
                .worker(
                        "holds",
                        "worker.hold(); say(\"ready\"); while (true) { worker.latch().await(); worker.latch().reset(); }")
                .jar(modules.resolve("stop.jar"));
        try (var host = run("1s")) {
            host.await("holds: ready");
            var asked = LocalDateTime.now(ZoneId.systemDefault());
            assertEquals(0, host.stop());
            var ended = LogTime.of(host.await("background worker \"holds\" (PID"));
            var took = Duration.between(asked, ended);
            assertTrue(took.toMillis() >= 999, took::toString); // times are cut to milliseconds
            host.await("exited with exit code 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_safe_point", "swallows_in_the_database"})
    void R121_a_second_sigint_ends_the_host_at_once(String name, TestReporter reporter) {
        library(Set.of(name));
        try (var host = run("60s")) {
            host.await(name + ": ready");
            host.signal("INT");
            host.await("received fast shutdown request");
            long start = System.nanoTime();
            host.signal("INT");
            assertEquals(0, host.exitCode());
            var took = Duration.ofNanos(System.nanoTime() - start);
            reporter.publishEntry("ended after " + took);
            host.await("received immediate shutdown request");
            assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, took::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void a_signal_during_the_start_stops_the_host_in_order(String signal) throws IOException {
        var waited = modules.resolveSibling(modules.getFileName() + ".waited");
        Workers.of("com.acme.slow")
                .init(
                        """
                        System.getLogger("test").log(System.Logger.Level.INFO, "init runs");
                        while (!Files.exists(Path.of("%s"))) { Thread.onSpinWait(); }
                        """
                                .formatted(waited))
                .jar(modules.resolve("slow.jar"));
        try (var host = run("1s")) {
            host.await("init runs");
            host.signal(signal);
            host.await("received SIG%s while the host is starting".formatted(signal));
            Files.createFile(waited);
            assertEquals(0, host.exitCode());
            host.await("shutdown request");
            host.await("database system is shut down");
        } finally {
            Files.deleteIfExists(waited);
        }
    }

    @Test
    void a_second_interrupt_during_the_start_ends_the_host_at_once() {
        Workers.of("com.acme.slow")
                .init(
                        "System.getLogger(\"test\").log(System.Logger.Level.INFO, \"init runs\");"
                                + " while (true) { Thread.onSpinWait(); }")
                .jar(modules.resolve("slow.jar"));
        try (var host = run("1s")) {
            host.await("init runs");
            host.signal("INT");
            host.await("received SIGINT while the host is starting");
            host.signal("INT");
            assertEquals(130, host.exitCode());
        }
    }

    private void library(Set<String> names) {
        var library = Workers.of("com.acme.stop");
        names.forEach(name -> library.worker(name, CONNECTED, STUBBORN.getOrDefault(name, "")));
        library.jar(modules.resolve("stop.jar"));
    }

    private HostProcess run(String grace) {
        return HostProcess.runAhead(
                modules,
                data,
                HostProcess.withDatabase(
                        "-c", "log_min_messages=debug1", "-c", "stop_timeout=" + grace));
    }

    private static void stops(HostProcess host, String signal, TestReporter reporter) {
        long start = System.nanoTime();
        host.signal(signal);
        assertEquals(0, host.exitCode());
        var process = Duration.ofNanos(System.nanoTime() - start);
        var said =
                LogTime.between(
                        host.await("shutdown request"), host.await("database system is shut down"));
        reporter.publishEntry("host %s, process %s".formatted(said, process));
        assertTrue(said.compareTo(LIMIT) < 0, said::toString);
        assertTrue(process.compareTo(LIMIT.plus(MARGIN)) < 0, process::toString);
    }

    private static void isAbandoned(HostProcess host, String name) {
        var log = String.join("\n", host.log());
        var report = "WARNING:  background worker \"%s\" (PID ".formatted(name);
        assertTrue(log.contains(report), log);
        int at = log.indexOf(report);
        assertTrue(log.indexOf("did not end and is abandoned", at) > 0, log);
        assertTrue(
                log.indexOf("com.acme.stop.%s.main(%s.java:".formatted(name, name), at) > 0, log);
    }
}
