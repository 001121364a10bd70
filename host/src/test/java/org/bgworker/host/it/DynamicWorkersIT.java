package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogTime;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that come, go, come again, and watch one another. */
final class DynamicWorkersIT {
    private static final String WAIT =
            "while (true) { worker.latch().await(); worker.latch().reset(); }";

    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void R71_a_worker_that_throws_is_started_again_as_a_fresh_instance() {
        Workers.of("com.acme.life")
                .functionClass(
                        "fails",
                        """
                        static int starts;
                        int calls;
                        @Override public void main(Datum arg) throws Exception {
                            say("start " + ++starts + ", call " + ++calls);
                            throw new IOException("once more");
                        }
                        """)
                .init(
                        "registrar.register(BackgroundWorker.named(\"fails\").library(\"com.acme.life\").function(\"fails\")"
                                + RESTARTED
                                + ".build());")
                .worker("returns", RESTARTED, "say(\"ran\");")
                .jar(modules.resolve("life.jar"));
        try (var host = run()) {
            var first = host.await("fails: start 1, call 1");
            host.await("fails: start 3, call 1");
            var exit = host.await("background worker \"fails\" (PID");
            assertTrue(exit.endsWith("exited with exit code 1"), exit);
            var pause = LogTime.between(first, host.await("fails: start 2, call 1"));
            assertTrue(pause.toMillis() >= 999, pause::toString); // times are cut to milliseconds
            assertEquals(
                    1, host.log().stream().filter(line -> line.contains("returns: ran")).count());
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R88_settings_say_how_a_worker_without_a_policy_of_its_own_is_restarted() {
        Workers.of("com.acme.life")
                .worker("fails", RESTARTED, "say(\"runs\"); throw new IOException(\"once more\");")
                .jar(modules.resolve("life.jar"));
        try (var host =
                HostProcess.run(
                        modules, data, "-c", "restart_limit=2", "-c", "restart_max_delay=4s")) {
            var first = host.await("fails: runs");
            var given = host.await("has failed too often and is not started again");
            var pause = LogTime.between(first, given);
            assertTrue(pause.toMillis() >= 2999, pause::toString); // 1 s and 2 s
            assertEquals(
                    1,
                    host.log().stream().filter(line -> line.contains("ERROR:  java.io")).count());
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R37_and_R98_a_handle_follows_a_dynamic_worker_to_its_end() {
        Workers.of("com.acme.life")
                .function("waits", WAIT)
                .function(
                        "fails",
                        "throw new IllegalStateException(\"outer\", new IOException(\"inner\"));")
                .worker(
                        "launcher",
                        """
                        var handle = worker.registerDynamic(child("waits").build()).orElseThrow();
                        var started = handle.waitForStartup();
                        say("1 " + started.status() + " " + started.state() + " " + (started.pid() == handle.status().pid()));
                        say("2 " + handle.waitForShutdown(Duration.ofMillis(50)).state());
                        handle.terminate();
                        handle.terminate();
                        var ended = handle.waitForShutdown();
                        say("3 " + ended.status() + " " + ended.state() + " " + ended.pid() + " " + ended.lastExit().orElseThrow());
                        var failed = worker.registerDynamic(child("fails").build()).orElseThrow().waitForShutdown();
                        if (failed.lastExit().orElseThrow() instanceof WorkerExit.Threw(var cause)) {
                            say("4 " + cause.summary() + " / " + cause.cause().orElseThrow().summary() + " / " + cause.stack().getFirst().getMethodName());
                        }
                        """)
                .jar(modules.resolve("life.jar"));
        try (var host = run()) {
            host.await("launcher: 1 STARTED RUNNING true");
            host.await("launcher: 2 RUNNING");
            host.await("launcher: 3 STOPPED FINISHED 0 Terminated[reason=ADMINISTRATOR]");
            host.await(
                    "launcher: 4 java.lang.IllegalStateException: outer / java.io.IOException: inner / main");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R103_a_wait_for_a_start_that_does_not_come_ends_with_its_time() {
        Workers.of("com.acme.life")
                .function("never", "")
                .worker(
                        "launcher",
                        ".startTime(StartTime.POSTMASTER_START)",
                        """
                        var handle = worker.registerDynamic(child("never").build()).orElseThrow();
                        var status = handle.waitForStartup(Duration.ofMillis(50));
                        say("1 " + status.status() + " " + status.state());
                        handle.terminate();
                        status = handle.waitForStartup();
                        say("2 " + status.status() + " " + status.state() + " " + status.lastExit());
                        """)
                .jar(modules.resolve("life.jar"));
        try (var host = run("-c", "database_url=jdbc:postgresql://127.0.0.1:1/nowhere")) {
            host.await("launcher: 1 NOT_YET_STARTED REGISTERED");
            host.await("launcher: 2 STOPPED FINISHED Optional.empty");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R38_a_full_table_refuses_at_once_or_when_the_deadline_has_passed_or_has_a_slot_by_then() {
        Workers.of("com.acme.life")
                .function("waits", WAIT)
                .worker(
                        "launcher",
                        """
                        var first = worker.registerDynamic(child("waits").build()).orElseThrow();
                        say("1 " + worker.registerDynamic(child("waits").build()));
                        say("2 " + worker.registerDynamic(child("waits").build(), Duration.ofMillis(50)));
                        worker.newThread("side", first::terminate).start();
                        var second = worker.registerDynamic(child("waits").build(), Duration.ofSeconds(20)).orElseThrow();
                        say("3 " + second.waitForStartup().status() + " " + first.status().state());
                        """)
                .jar(modules.resolve("life.jar"));
        var refused =
                "Refused[reason=too many background workers, detail=Up to 2 background workers can be registered with the current settings., hint=Consider increasing the configuration parameter \"max_worker_processes\".]";
        try (var host = run("-c", "max_worker_processes=2")) {
            host.await("launcher: 1 " + refused);
            host.await("launcher: 2 " + refused);
            host.await("launcher: 3 STARTED FINISHED");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R70_and_R107_start_and_end_set_the_latch_of_the_one_to_notify() {
        Workers.of("com.acme.life")
                .function("waits", WAIT)
                .worker(
                        "launcher",
                        """
                        var handle = worker.registerDynamic(child("waits").notifyPid(worker.pid()).build()).orElseThrow();
                        worker.latch().await();
                        worker.latch().reset();
                        say("1 " + handle.status().status());
                        handle.terminate();
                        worker.latch().await();
                        say("2 " + handle.status().status());
                        """)
                .jar(modules.resolve("life.jar"));
        try (var host = run()) {
            host.await("launcher: 1 STARTED");
            host.await("launcher: 2 STOPPED");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R43_a_handle_goes_as_text_to_another_worker_and_is_harmless_when_stale() {
        Workers.of("com.acme.life")
                .function("waits", WAIT)
                .function(
                        "ends_it",
                        """
                        var handle = worker.handle(worker.entry().extra().text());
                        say("1 " + handle.waitForStartup().status());
                        handle.terminate();
                        """)
                .worker(
                        "launcher",
                        """
                        var handle = worker.registerDynamic(child("waits").build()).orElseThrow();
                        say("0 " + handle.equals(worker.handle(handle.toString())));
                        worker.registerDynamic(child("ends_it").extra(Extra.of(handle.toString())).build());
                        say("2 " + handle.waitForShutdown().state());
                        var stale = worker.handle("0.0.12345"); // the launcher's own slot, in another start of the host
                        stale.terminate();
                        say("3 " + stale.waitForStartup().status() + " " + stale.waitForShutdown().state());
                        try { worker.handle("nonsense"); } catch (IllegalArgumentException e) { say("4 " + e.getMessage()); }
                        """)
                .jar(modules.resolve("life.jar"));
        try (var host = run()) {
            host.await("launcher: 0 true");
            host.await("ends_it: 1 STARTED");
            host.await("launcher: 2 FINISHED");
            host.await("launcher: 3 STOPPED FINISHED");
            host.await("launcher: 4 not a handle: \"nonsense\"");
            assertEquals(0, host.stop());
        }
    }

    private HostProcess run(String... words) {
        return HostProcess.run(modules, data, words);
    }
}
