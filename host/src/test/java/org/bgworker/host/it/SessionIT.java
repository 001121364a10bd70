package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.server.Host;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.server.HostSession;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.Places;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that is no worker: registers, waits, and is waited for. In this process. */
final class SessionIT {
    @TempDir private Path dir;
    private Optional<Host> running = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        LibraryBuilder.module("lib", "lib.Quick", "lib.Fails", "lib.Waits")
                .main("lib.Quick", "quick", "")
                .main("lib.Fails", "fails", "throw new IllegalStateException(\"on purpose\");")
                .main(
                        "lib.Waits",
                        "waits",
                        "while (true) { worker.latch().await(); worker.latch().reset(); }")
                .jar(modules.resolve("lib.jar"));
        var drivers = Places.distribution().resolve("drivers").toString();
        running =
                Optional.of(
                        Host.start(
                                new HostOptions(
                                        modules,
                                        dir.resolve("data"),
                                        Optional.empty(),
                                        List.of(
                                                new Assignment("audit", "built", "in a test"),
                                                new Assignment(
                                                        "driver_directory", drivers, "in a test"),
                                                new Assignment(
                                                        "max_worker_processes",
                                                        "1",
                                                        "in a test")))));
    }

    @AfterEach
    void stop() throws Exception {
        host().shutdown(ShutdownMode.FAST);
        assertEquals(0, host().stopped().get(30, TimeUnit.SECONDS));
    }

    private Host host() {
        return running.orElseThrow();
    }

    private static BackgroundWorker worker(String function) {
        return BackgroundWorker.named(function)
                .library("lib")
                .function(function)
                .startTime(StartTime.POSTMASTER_START)
                .build();
    }

    @Test
    void R37_R101_and_R102_it_registers_and_waits_for_the_start_and_the_end_of_a_worker()
            throws Exception {
        try (var session = host().connect()) {
            var handle = session.registerDynamic(worker("waits")).orElseThrow();
            assertEquals(HandleStatus.STARTED, handle.waitForStartup().status());
            assertEquals(
                    HandleStatus.STARTED, handle.waitForShutdown(Duration.ofMillis(1)).status());
            handle.terminate();
            var end = handle.waitForShutdown();
            assertEquals(HandleStatus.STOPPED, end.status());
            assertTrue(end.lastExit().orElseThrow() instanceof WorkerExit.Terminated);
        }
    }

    @Test
    void the_cause_of_an_exit_is_told_as_text() throws Exception {
        try (var session = host().connect()) {
            var handle = session.registerDynamic(worker("fails")).orElseThrow();
            var exit = handle.waitForShutdown().lastExit().orElseThrow();
            assertTrue(
                    exit instanceof WorkerExit.Threw(var cause)
                            && cause.summary().equals("java.lang.IllegalStateException: on purpose")
                            && cause.stack()
                                    .getFirst()
                                    .toString()
                                    .startsWith("lib/lib/lib.Fails.main"),
                    exit.toString());
        }
    }

    @Test
    void R43_a_handle_as_text_is_taken_by_any_session() throws Exception {
        try (var session = host().connect();
                var other = host().connect()) {
            var handle = session.registerDynamic(worker("quick")).orElseThrow();
            handle.waitForShutdown();
            assertEquals(handle, other.handle(handle.toString()));
            assertEquals(HandleStatus.STOPPED, other.handle(handle.toString()).status().status());
        }
    }

    @Test
    void R38_it_waits_for_a_slot_and_R48_a_worker_outlives_it() throws Exception {
        var first = host().connect();
        var handle = first.registerDynamic(worker("waits")).orElseThrow();
        try (var second = host().connect()) {
            assertFalse(
                    second.registerDynamic(worker("quick"), Duration.ofMillis(1))
                            instanceof org.bgworker.spi.Registration.Accepted);
            first.close();
            assertEquals(HandleStatus.STARTED, handle.status().status());
            handle.terminate();
            var next = second.registerDynamic(worker("quick"), Duration.ofSeconds(30));
            assertEquals(HandleStatus.STOPPED, next.orElseThrow().waitForShutdown().status());
        }
    }

    @Test
    void R98_and_R119_a_smart_shutdown_waits_for_it() throws Exception {
        HostSession session = host().connect();
        host().shutdown(ShutdownMode.SMART);
        var handle = session.registerDynamic(worker("quick")).orElseThrow();
        handle.waitForShutdown();
        assertFalse(host().stopped().isDone());
        session.close();
        host().stopped().get(30, TimeUnit.SECONDS);
        assertEquals(HandleStatus.POSTMASTER_DIED, handle.status().status());
    }
}
