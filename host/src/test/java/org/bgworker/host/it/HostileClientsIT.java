package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.testing.HostFigures;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.RawSocket;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that wait and go away, all wait at once, or follow and never read. */
final class HostileClientsIT {
    private static final String LIBRARY = "com.acme.hostile";
    private static final String WAITING = "admin request ";
    private static final int LINES = 20_000;

    @TempDir private static Path dir;
    private static Path data = Path.of("");
    private static List<HostProcess> host = List.of();

    /** With little memory: whatever piles up ends it. */
    @BeforeAll
    static void a_host_runs() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of(LIBRARY)
                .function("waits", "say(\"runs\"); worker.latch().await();")
                .function("ends", "")
                .function(
                        "floods",
                        """
                        var line = "y".repeat(1000);
                        for (int i = 0; i < %d; i++) {
                            say(line);
                            worker.checkForInterrupts();
                        }
                        """
                                .formatted(LINES))
                .jar(modules.resolve("hostile.jar"));
        data = dir.resolve("data");
        host =
                List.of(
                        HostProcess.run(
                                Map.of(),
                                List.of("-Xmx96m"),
                                modules,
                                data,
                                "-c",
                                "log_min_messages=log"));
        host().await("ready to accept connections");
        host().await("listening on socket");
    }

    @AfterAll
    static void it_is_well() {
        assertEquals(0, host().stop());
        assertTrue(
                host().log().stream()
                        .noneMatch(line -> line.contains("Exception") || line.contains("Error")),
                () -> String.join("\n", host().log()));
        host().close();
    }

    private static HostProcess host() {
        return host.getFirst();
    }

    private static long pid() {
        return host().process().pid();
    }

    private static HostClient client() {
        return new HostClient(data);
    }

    /** Registers a dynamic worker and gives its handle. */
    private static String register(String function) throws Exception {
        var body = Map.<String, Object>of("library", LIBRARY, "function", function);
        return Trees.text(client().post("/v1/workers", body), "handle");
    }

    private static void terminate(String handle) throws Exception {
        var _ = client().post("/v1/workers/%s/terminate".formatted(handle), Map.of());
        assertEquals("finished", Trees.text(waited(handle), "state"));
    }

    private static Map<String, Object> waited(String handle) throws Exception {
        return Trees.map(client().get("/v1/workers/%s/wait".formatted(handle)));
    }

    private static String waiting(String handle, int limit) {
        return "GET /v1/workers/%s/wait?timeout_ms=%d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                .formatted(handle, limit);
    }

    private static void assertAnswers() throws Exception {
        assertEquals("run", Trees.text(Trees.map(client().get("/v1/status")), "state"));
    }

    /** Each look takes a while, as it starts a process. */
    private static void awaitNobodyWaiting() throws IOException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (HostFigures.virtualThreads(pid(), WAITING) > 0) {
            assertTrue(System.nanoTime() < deadline, "somebody still waits");
        }
    }

    @Test
    void a_command_that_is_killed_while_it_waits_leaves_nobody_waiting() throws Exception {
        try (var command =
                HostProcess.start(
                        List.of(),
                        List.of(
                                "register",
                                LIBRARY,
                                "waits",
                                "--wait",
                                "end",
                                "--timeout",
                                "3",
                                "--data",
                                data.toString()))) {
            host().await("waits: runs");
            while (HostFigures.virtualThreads(pid(), WAITING) == 0) {
                assertTrue(command.process().isAlive());
            }
            command.kill();
        }
        assertAnswers();
        awaitNobodyWaiting();
        var workers = Trees.maps(client().get("/v1/workers"));
        var left = workers.stream().filter(one -> Trees.text(one, "name").equals("waits")).toList();
        assertEquals(1, left.size(), "the worker itself runs on");
        terminate(Trees.text(left.getFirst(), "handle"));
    }

    @Test
    void a_thousand_clients_that_ask_and_go_leave_no_thread_and_no_connection() throws Exception {
        var handle = register("waits");
        assertAnswers();
        var before = HostFigures.of(pid());
        for (int i = 0; i < 1000; i++) {
            try (var gone = RawSocket.to(data)) {
                gone.send(waiting(handle, 2000));
            }
        }
        assertAnswers();
        awaitNobodyWaiting();
        var after = HostFigures.of(pid());
        assertTrue(after.threads() < before.threads() + 20, () -> before + "\n" + after);
        assertTrue(after.files() < before.files() + 20, () -> before + "\n" + after);
        terminate(handle);
    }

    @Test
    void five_hundred_that_wait_at_once_keep_nobody_else_waiting() throws Exception {
        var handle = register("waits");
        var all = new ArrayList<RawSocket>();
        try {
            for (int i = 0; i < 500; i++) {
                all.add(RawSocket.to(data));
                all.getLast().send(waiting(handle, 20_000));
            }
            while (HostFigures.virtualThreads(pid(), WAITING) < 500) {
                assertAnswers();
            }
            var figures = HostFigures.of(pid());
            assertTrue(figures.threads() < 80, figures::toString);
            var other = register("ends");
            assertEquals("stopped", Trees.text(waited(other), "status"));
            terminate(handle);
            for (var one : all) {
                var answer = one.readAll();
                assertTrue(answer.contains("\"state\": \"finished\""), answer);
            }
        } finally {
            for (var one : all) {
                one.close();
            }
        }
    }

    @Test
    void who_follows_and_never_reads_keeps_neither_host_nor_postmaster_waiting() throws Exception {
        var slow = new ArrayList<RawSocket>();
        try {
            for (int i = 0; i < 20; i++) {
                for (var what : List.of("log", "events")) {
                    slow.add(RawSocket.to(data));
                    slow.getLast()
                            .send(
                                    "GET /v1/%s?follow=true HTTP/1.1\r\nHost: x\r\n\r\n"
                                            .formatted(what));
                }
            }
            var flood = register("floods");
            int beside = 0;
            do {
                var answer = waited(register("ends"));
                assertEquals("stopped", Trees.text(answer, "status"), answer::toString);
                beside++;
            } while (Trees.text(
                            Trees.map(
                                    client().get(
                                                    "/v1/workers/%s/wait?timeout_ms=0"
                                                            .formatted(flood))),
                            "status")
                    .equals("started"));
            assertTrue(beside > 1, "the flood was over before anything else was done");
            var heap = HostFigures.collected(pid()).heap();
            assertTrue(heap < 64 * 1024, () -> heap + " kB");
            assertNoTurnOfASecond();
        } finally {
            for (var one : slow) {
                one.close();
            }
        }
        assertAnswers();
        awaitNobodyWaiting();
    }

    private static void assertNoTurnOfASecond() throws IOException {
        var metrics = RawSocket.request(data, "GET", "/metrics");
        assertEquals(
                number(metrics, "bgworker_postmaster_turn_seconds_count"),
                number(metrics, "bgworker_postmaster_turn_seconds_bucket{le=\"1.073741824\"}"));
    }

    private static String number(String metrics, String of) {
        var matcher = Pattern.compile("(?m)^" + Pattern.quote(of) + " (\\d+)$").matcher(metrics);
        assertTrue(matcher.find(), metrics);
        assertFalse(matcher.group(1).equals("0"));
        return matcher.group(1);
    }
}
