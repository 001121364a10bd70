package org.bgworker.host.unload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bgworker.spi.Datum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker leaves behind and nobody can undo: what holds the library is named. */
@Timeout(20)
final class HoldersTest {
    private static final String UNSEEN =
            "nothing that holds it can be seen from within; a heap dump would show it";

    @Test
    void a_thread_that_ignores_its_interrupt_is_named_with_its_place() throws Exception {
        leaks(
                "stubborn_thread",
                "thread \"stubborn\" is alive, at com\\.acme\\.litter\\.Waiting\\.run\\(Waiting.java:\\d+\\)");
    }

    @Test
    void a_timer_with_a_task_is_named_though_no_code_of_the_librarys_is_on_its_stack()
            throws Exception {
        leaks(
                "timer",
                "thread \"the timer\" is alive, at java\\.util\\.TimerThread\\..*, and had its context class loader");
    }

    @Test
    void a_scheduler_that_was_not_shut_down_is_named() throws Exception {
        leaks(
                "scheduler",
                "thread \"pool-\\d+-thread-1\" is alive, at java\\.util\\.concurrent\\..*, and had its context class loader");
    }

    @Test
    void a_parked_virtual_thread_is_named() throws Exception {
        leaks(
                "virtual_thread",
                "virtual thread \"light\" is alive, at com\\.acme\\.litter\\.Waiting\\.run\\(Waiting.java:\\d+\\)");
    }

    @Test
    void so_is_one_without_a_name() throws Exception {
        leaks(
                "nameless_virtual_thread",
                "virtual thread #\\d+ is alive, at com\\.acme\\.litter\\.Waiting\\.run\\(Waiting.java:\\d+\\)");
    }

    @Test
    void a_driver_that_hangs_as_it_is_deregistered_is_given_up_and_named() throws Exception {
        var ended = LitterRun.of("stuck_driver", (_, _) -> {});
        var problem = ended.sweep().problems().getFirst();
        assertEquals(
                "library \"com.acme.litter\": JDBC driver com.acme.litter.Driver is registered",
                problem.primary());
        assertTrue(problem.detail().startsWith("It could not be undone: it takes longer than"));
        var swept = ended.sweep().libraries().getFirst();
        var found = LitterRun.leak(swept);
        LitterRun.cure(swept);
        assertEquals(2, found.size(), found.toString());
        assertTrue(found.getFirst().contains("is alive, at com.acme.litter.Waiting.run"));
        assertEquals("JDBC driver com.acme.litter.Driver is registered", found.getLast());
    }

    @Test
    void a_listener_at_an_mbean_of_the_jdk_is_suspected() throws Exception {
        leaks(
                "listener",
                UNSEEN,
                "it uses javax.management: a notification listener on an MBean of the JDK cannot be seen");
    }

    @Test
    void a_cleaners_action_is_suspected() throws Exception {
        leaks(
                "cleaner",
                UNSEEN,
                "it uses java.lang.ref.Cleaner: an action that waits to be run cannot be seen");
    }

    @Test
    void a_class_value_is_suspected() throws Exception {
        leaks(
                "class_value",
                UNSEEN,
                "it uses java.lang.ClassValue: a value of a class that is not its own cannot be seen");
    }

    @Test
    void a_thread_local_on_a_thread_that_is_not_the_workers_is_suspected() throws Exception {
        try (var pool = Executors.newSingleThreadExecutor()) {
            pool.submit(() -> {}).get();
            var ended =
                    LitterRun.of(
                            "local_value",
                            (_, main) ->
                                    pool.submit(
                                                    () -> {
                                                        main.main(Datum.of(1));
                                                        return "";
                                                    })
                                            .get());
            assertEquals(
                    List.of(
                            UNSEEN,
                            "it uses thread locals: a value on a thread that is not its own cannot be seen"),
                    LitterRun.leak(ended.swept()));
            pool.shutdown();
            LitterRun.awaitGone(ended.swept());
        }
    }

    @Test
    void a_delayed_action_is_suspected() throws Exception {
        startTheJdksTimer();
        leaks(
                "delayed",
                UNSEEN,
                "it uses CompletableFuture: a delayed action or a timeout that is pending cannot be seen");
    }

    /** Its thread would else be started by the worker, and be taken for the worker's. */
    private static void startTheJdksTimer() {
        var early = new CompletableFuture<String>();
        early.orTimeout(1, TimeUnit.DAYS).complete("");
    }

    private static void leaks(String what, String... patterns) throws Exception {
        var swept = LitterRun.of(what);
        var found = LitterRun.leak(swept);
        LitterRun.cure(swept);
        assertEquals(patterns.length, found.size(), found.toString());
        for (int i = 0; i < patterns.length; i++) {
            assertTrue(
                    found.get(i).equals(patterns[i]) || found.get(i).matches(patterns[i]),
                    found.get(i));
        }
    }
}
