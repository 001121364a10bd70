package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named segments, P47 to P51, and what a crash does to them, R83 and R91 to R93. */
final class SharedMemoryIT {
    private static final String SHARED = ".flags(WorkerFlag.SHMEM_ACCESS)";
    private static final String IMPORTS =
            "import java.lang.foreign.*; import org.bgworker.spi.*; import java.util.concurrent.*;";

    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void P47_P48_P49_P50_a_segment_is_initialised_once_and_seen_by_all() throws IOException {
        Workers.of("com.acme.shm")
                .source(
                        "com/acme/shm/Memory.java",
                        """
                        package com.acme.shm;
                        %s
                        final class Memory {
                            static MemorySegment counter(WorkerContext worker, Runnable first) throws InterruptedException {
                                return worker.segment("counter", 8, memory -> {
                                    first.run();
                                    memory.set(ValueLayout.JAVA_LONG, 0, 41);
                                });
                            }
                        }
                        """
                                .formatted(IMPORTS))
                .function(
                        "second",
                        """
                        var counter = Memory.counter(worker, () -> say("initialised twice"));
                        say("finds " + counter.get(java.lang.foreign.ValueLayout.JAVA_LONG, 0));
                        counter.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, 43);
                        """)
                .worker(
                        "first",
                        SHARED,
                        """
                        try {
                            Memory.counter(worker, () -> { throw new IllegalStateException("not yet"); });
                        } catch (IllegalStateException failed) { say("1 " + failed.getMessage()); }
                        var counter = Memory.counter(worker, () -> say("2 initialises"));
                        counter.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, 42);
                        worker.registerDynamic(child("second")%s.build()).orElseThrow().waitForShutdown();
                        say("3 finds " + counter.get(java.lang.foreign.ValueLayout.JAVA_LONG, 0) + " of " + counter.byteSize());
                        say("4 " + (Memory.counter(worker, () -> {}) == counter));
                        for (var bad : new Object[][] {{"", 8L}, {"x".repeat(64), 8L}, {"empty", 0L}, {"counter", 9L}}) {
                            try { worker.segment((String) bad[0], (Long) bad[1], memory -> {}); }
                            catch (IllegalArgumentException refused) { say("5 " + refused.getMessage()); }
                        }
                        """
                                .formatted(SHARED))
                .worker(
                        "unflagged",
                        "Memory.counter(worker, () -> say(\"initialised without the flag\"));")
                .jar(modules.resolve("shm.jar"));
        try (var host = run()) {
            host.await("first: 1 not yet");
            host.await("first: 2 initialises");
            host.await("second: finds 42");
            host.await("first: 3 finds 43 of 8");
            host.await("first: 4 true");
            host.await("first: 5 DSM segment name cannot be empty");
            host.await("first: 5 DSM segment name too long");
            host.await("first: 5 DSM segment size must be nonzero");
            host.await(
                    "first: 5 requested DSM segment size does not match size of existing segment: \"counter\" has 8 bytes, not 9");
            host.await("shared memory access requirement not indicated during registration");
            assertEquals(List.of("2.counter"), files());
            assertEquals(0, host.stop());
            assertFalse(host.log().stream().anyMatch(line -> line.contains("initialised ")));
            assertEquals(List.of(), files());
        }
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(data.resolve("shmem"))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void P49_others_wait_for_the_initialiser_and_P23_what_a_killed_host_left_is_removed()
            throws IOException {
        Workers.of("com.acme.shm")
                .source(
                        "com/acme/shm/Gate.java",
                        "package com.acme.shm; %s final class Gate { static final CountDownLatch BUSY = new CountDownLatch(1), DONE = new CountDownLatch(1); }"
                                .formatted(IMPORTS))
                .worker(
                        "slow",
                        SHARED,
                        """
                        worker.segment("s", 4096, memory -> {
                            Gate.BUSY.countDown();
                            try { Gate.DONE.await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
                            memory.fill((byte) 7);
                        });
                        say("done");
                        worker.latch().await();
                        """)
                .worker(
                        "waiting",
                        SHARED,
                        """
                        Gate.BUSY.await();
                        worker.newThread("opens", () -> {
                            while (Thread.getAllStackTraces().entrySet().stream().noneMatch(one -> one.getKey().getName().equals("waiting")
                                    && one.getKey().getState() == Thread.State.TIMED_WAITING)) { Thread.onSpinWait(); }
                            Gate.DONE.countDown();
                        }).start();
                        say("finds " + worker.segment("s", 4096, memory -> say("initialised twice"))
                                .get(java.lang.foreign.ValueLayout.JAVA_BYTE, 4095));
                        worker.latch().await();
                        """)
                .jar(modules.resolve("shm.jar"));
        try (var host = run()) {
            host.await("waiting: finds 7");
            host.await("slow: done");
            host.kill();
        }
        assertEquals(List.of("1.s"), files());
        try (var host = run()) {
            host.await("waiting: finds 7");
            assertEquals(List.of("1.s"), files());
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R83_R91_R92_P51_a_crash_renews_the_memory_of_those_who_have_it_attached() {
        Workers.of("com.acme.shm")
                .source(
                        "com/acme/shm/Gate.java",
                        "package com.acme.shm; %s final class Gate { static final CountDownLatch READY = new CountDownLatch(3); static volatile boolean crashed; }"
                                .formatted(IMPORTS))
                .worker(
                        "victim",
                        SHARED + ".restartAfter(Duration.ofSeconds(30))",
                        """
                        var memory = worker.segment("s", 64, fresh -> say("makes it"));
                        if (Gate.crashed) {
                            say("finds " + memory.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
                            worker.latch().await();
                        }
                        memory.set(java.lang.foreign.ValueLayout.JAVA_BYTE, 0, (byte) 9);
                        Gate.READY.await();
                        Gate.crashed = true;
                        System.exit(2);
                        """)
                .worker(
                        "bystander",
                        SHARED + ".restartAfter(Duration.ofSeconds(30))",
                        """
                        var before = Gate.crashed;
                        worker.segment("s", 64, fresh -> say("makes it"));
                        say("attached " + (before ? "again" : "first"));
                        Gate.READY.countDown();
                        try { worker.latch().await(); }
                        catch (WorkerTerminatedError ended) { say(ended.reason()); throw ended; }
                        """)
                .worker(
                        "never",
                        SHARED,
                        """
                        worker.segment("s", 64, fresh -> say("makes it"));
                        Gate.READY.countDown();
                        worker.latch().await();
                        """)
                .worker(
                        "neighbour",
                        SHARED,
                        """
                        Gate.READY.countDown();
                        say("runs");
                        worker.atExit(() -> say("ends " + worker.terminateRequested().orElseThrow()));
                        worker.latch().await();
                        """)
                .jar(modules.resolve("shm.jar"));
        try (var host = run("-c", "log_min_messages=debug1")) {
            host.await("all server processes terminated; reinitializing");
            host.await("victim: finds 0");
            host.await("bystander: attached again");
            host.await("bystander: CRASH");
            var log = host.log();
            inOrder(
                    log,
                    "background worker \"victim\" (PID",
                    "terminating any other active server processes",
                    "all server processes terminated; reinitializing",
                    "unregistering background worker \"never\"");
            assertEquals(1, count(log, "neighbour: runs"));
            assertEquals(1, count(log, "exited with exit code 2"));
            host.signal("TERM");
            host.await("neighbour: ends SHUTDOWN");
            assertEquals(0, host.exitCode());
        }
    }

    private static void inOrder(List<String> log, String... texts) {
        int at = 0;
        for (var text : texts) {
            int from = at;
            at =
                    java.util.stream.IntStream.range(from, log.size())
                            .filter(i -> log.get(i).contains(text))
                            .filter(i -> from > 0 || log.get(i).contains("exited"))
                            .findFirst()
                            .orElse(-1);
            assertTrue(at >= from, () -> "\"%s\" in:\n%s".formatted(text, String.join("\n", log)));
        }
    }

    private static long count(List<String> log, String text) {
        return log.stream().filter(line -> line.contains(text)).count();
    }

    private HostProcess run(String... words) {
        return HostProcess.run(modules, data, words);
    }
}
