package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a worker that is asked to end ends, and what ends with it. */
final class TerminationIT {
    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void a_hold_defers_the_end_and_says_the_reason() {
        ending(
                """
                try (var hold = worker.hold(); var inner = worker.hold()) {
                    say("ready");
                    while (worker.terminateRequested().isEmpty()) { worker.latch().await(); worker.latch().reset(); }
                    inner.close();
                    worker.checkForInterrupts();
                    say("still here: " + worker.terminateRequested().orElseThrow());
                }
                worker.checkForInterrupts();
                say("never");
                """,
                "still here: ADMINISTRATOR");
    }

    @Test
    void catch_exception_does_not_swallow_the_end() {
        ending(
                """
                say("ready");
                while (true) {
                    try { worker.latch().await(); worker.latch().reset(); }
                    catch (Exception e) { say("never"); }
                }
                """);
    }

    @Test
    void swallowed_by_catch_throwable_it_is_thrown_again() {
        ending(
                """
                say("ready");
                try { while (true) { worker.latch().await(); worker.latch().reset(); } }
                catch (Throwable t) { say("caught " + t.getClass().getSimpleName() + ": " + t.getMessage()); }
                worker.checkForInterrupts();
                say("never");
                """,
                "caught WorkerTerminatedError: terminating background worker \"ended\" due to administrator command");
    }

    @Test
    void exit_actions_may_call_the_host() {
        ending(
                """
                worker.atExit(() -> {
                    worker.checkForInterrupts();
                    say("after the end " + (worker.registerDynamic(child("heir").build()) instanceof Registration.Accepted));
                });
                say("ready");
                while (true) { worker.latch().await(); worker.latch().reset(); }
                """,
                "after the end true");
    }

    private void ending(String body, String... lines) {
        Workers.of("com.acme.end")
                .function("ended", body)
                .function("heir", "")
                .worker(
                        "ender",
                        """
                        var handle = worker.registerDynamic(child("ended").build()).orElseThrow();
                        while (!worker.reloadSettings()) { worker.latch().await(); worker.latch().reset(); }
                        handle.terminate();
                        say(handle.waitForShutdown().lastExit().orElseThrow());
                        """)
                .jar(modules.resolve("end.jar"));
        try (var host = run()) {
            host.await("ended: ready");
            host.signal("HUP"); // lets the ender go on
            host.await("ender: Terminated[reason=ADMINISTRATOR]");
            List.of(lines).forEach(line -> host.await("ended: " + line));
            host.await(
                    "LOG:  terminating background worker \"ended\" due to administrator command");
            assertTrue(host.log().stream().noneMatch(line -> line.contains("never")));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void exit_actions_run_last_first_with_the_session_open_whatever_they_throw() {
        Workers.of("com.acme.end")
                .worker(
                        "tidies",
                        CONNECTED,
                        """
                        var connection = worker.initializeConnection();
                        worker.atExit(() -> {
                            try { say("3 closed " + connection.isClosed()); } catch (SQLException e) { say(e); }
                        });
                        worker.atExit(() -> { throw new IllegalStateException("in an action"); });
                        worker.atExit(() -> { say("1"); worker.atExit(() -> say("2")); });
                        throw new IOException("the end");
                        """)
                .jar(modules.resolve("end.jar"));
        try (var host = run()) {
            host.await("ERROR:  java.io.IOException: the end");
            var said = host.log().stream().filter(line -> line.contains("tidies: ")).toList();
            assertEquals(3, said.size(), said::toString);
            assertTrue(said.get(0).endsWith("tidies: 1"), said::toString);
            assertTrue(said.get(1).endsWith("tidies: 2"), said::toString);
            assertTrue(said.get(2).endsWith("tidies: 3 closed false"), said::toString);
            host.await("WARNING:  background worker \"tidies\" left its exit action in disorder");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void what_a_worker_has_started_ends_with_it() {
        Workers.of("com.acme.end")
                .functionClass(
                        "starter",
                        """
                        static final CountDownLatch BEGUN = new CountDownLatch(5);
                        static final CountDownLatch NEVER = new CountDownLatch(1);
                        static Runnable blocked(String name) {
                            return () -> {
                                BEGUN.countDown();
                                try { NEVER.await(); } catch (InterruptedException e) { say(name + " ends"); }
                            };
                        }
                        @Override public void main(Datum arg) throws Exception {
                            var worker = WorkerContext.current();
                            worker.newThread("t", blocked("thread")).start();
                            worker.newVirtualThread("v", blocked("virtual thread")).start();
                            worker.newExecutor("e", 1).execute(blocked("executor"));
                            worker.newScheduler("s").schedule(blocked("scheduler"), 1, TimeUnit.MILLISECONDS);
                            new Thread(blocked("raw thread")).start();
                            BEGUN.await();
                            worker.atExit(() -> { for (int i = 0; i < 200; i++) { worker.newVirtualThread("late", blocked("late")).start(); } });
                        }
                        """)
                .init(
                        "registrar.register(BackgroundWorker.named(\"starter\").library(\"com.acme.end\").function(\"starter\").build());")
                .worker(
                        "deaf",
                        "worker.newThread(\"deaf thread\", () -> { while (true) { try { Thread.sleep(100_000); } catch (InterruptedException e) {} } }).start();")
                .jar(modules.resolve("end.jar"));
        try (var host = run()) {
            for (var name :
                    List.of("thread", "virtual thread", "executor", "scheduler", "raw thread")) {
                host.await("starter: " + name + " ends");
            }
            host.await("starter: late ends", 200);
            host.await("WARNING:  background worker \"deaf\" left thread \"deaf thread\" running");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_timer_that_the_worker_has_let_go_ends_with_it_too() {
        Workers.of("com.acme.end")
                .functionClass(
                        "lets_go",
                        """
                        static java.lang.ref.WeakReference<Object> begin() throws Exception {
                            var timer = WorkerContext.current().newScheduler("lost");
                            timer.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.MILLISECONDS);
                            timer.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get();
                            return new java.lang.ref.WeakReference<>(timer);
                        }
                        @Override public void main(Datum arg) throws Exception {
                            var timer = begin();
                            for (int i = 0; i < 20 && timer.get() != null; i++) { System.gc(); }
                        }
                        """)
                .init(
                        "registrar.register(BackgroundWorker.named(\"lets_go\").library(\"com.acme.end\").function(\"lets_go\").build());")
                .jar(modules.resolve("end.jar"));
        try (var host = HostProcess.run(modules, data, "-c", "log_min_messages=debug1")) {
            host.await("background worker \"lets_go\" (PID");
            assertTrue(host.log().stream().noneMatch(line -> line.contains("left thread")));
            assertEquals(0, host.stop());
        }
    }

    private HostProcess run() {
        return HostProcess.runWithDatabase(modules, data);
    }
}
