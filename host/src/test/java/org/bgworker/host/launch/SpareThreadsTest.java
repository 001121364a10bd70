package org.bgworker.host.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that are started ahead: a run cannot tell its own from one that was started for it. */
final class SpareThreadsTest {
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    private final ThreadGroup threads = new ThreadGroup("threads of a test");
    private final SpareThreads spares = spares(2);

    @AfterEach
    void close() {
        spares.close();
    }

    @Test
    void none_is_made_before_there_is_time_for_it() {
        var _ = spares.next();
        assertEquals(List.of(), alive());
    }

    @Test
    void a_spare_is_used_once_and_replaced() throws Exception {
        var first = ready();
        var second = spares.next();
        assertNotSame(first, second);
        assertNotSame(first.group(), second.group());
        assertTrue(threads.parentOf(second.group()));
        assertNotSame(first, ready());
    }

    @Test
    void without_a_spare_a_run_has_a_thread_of_its_own_all_the_same() throws Exception {
        try (var none = spares(0)) {
            none.refill();
            var own = none.next();
            assertEquals(List.of(), alive());
            assertEquals("a worker", value(own, () -> Thread.currentThread().getName()));
        }
    }

    @Test
    void its_thread_bears_the_name_of_the_worker_and_is_alone_in_its_group() throws Exception {
        var own = ready();
        assertEquals("a worker", value(own, () -> Thread.currentThread().getName()));
        var alone = ready();
        assertEquals(1, value(alone, () -> alone.group().activeCount()));
        assertTrue(alone.thread().isDaemon());
    }

    @Test
    void one_that_is_expected_to_be_used_and_is_not_waits_on() throws Exception {
        var own = ready();
        own.expectUse();
        while (own.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertEquals("a worker", value(own, () -> Thread.currentThread().getName()));
    }

    @Test
    void an_interrupt_before_its_use_is_not_seen_and_one_after_it_is() throws Exception {
        var before = ready();
        before.thread().interrupt();
        while (before.thread().isInterrupted()
                || before.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertFalse(value(before, () -> Thread.currentThread().isInterrupted()));
        var after = ready();
        var seen = new CompletableFuture<Boolean>();
        after.use(
                "a worker",
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    seen.complete(true);
                });
        after.thread().interrupt();
        assertTrue(seen.get());
    }

    @Test
    void it_inherits_what_the_postmaster_does_and_nothing_of_a_worker() throws Exception {
        var before = contextLoader();
        var loader = new URLClassLoader(new URL[0]);
        INHERITED.set("of the application");
        Thread.currentThread().setContextClassLoader(loader);
        try (var inheriting = spares(1)) {
            INHERITED.set("later");
            Thread.currentThread().setContextClassLoader(null);
            for (int i = 0; i < 2; i++) {
                var own = ready(inheriting);
                var seen =
                        value(
                                own,
                                () -> {
                                    var values = List.of(INHERITED.get(), contextLoader());
                                    INHERITED.set("of a worker");
                                    Thread.currentThread().setContextClassLoader(null);
                                    return values;
                                });
                assertEquals(List.of("of the application", loader), seen);
            }
        } finally {
            INHERITED.remove();
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static ClassLoader contextLoader() {
        return Thread.currentThread().getContextClassLoader();
    }

    @Test
    void what_it_has_used_before_its_use_is_not_the_runs() throws Exception {
        var own = ready();
        var all = Used.by(own.thread());
        assertTrue(own.used().processorTime().compareTo(all.processorTime()) < 0);
        assertEquals(Thread.State.NEW, own.state());
    }

    @Test
    void a_thread_that_has_ended_keeps_nothing_of_the_run() throws Exception {
        var own = ready();
        var run = new WeakReference<>(new Object());
        own.use("a worker", run(run.get()));
        own.thread().join();
        assertEquals(Thread.State.TERMINATED, own.state());
        while (run.get() != null) {
            System.gc();
        }
    }

    private static Runnable run(@Nullable Object kept) {
        return () -> assertNotNull(kept);
    }

    @Test
    void closing_ends_all_that_are_ready() throws Exception {
        var used = ready();
        var end = new CompletableFuture<Void>();
        used.use("a worker", end::join);
        spares.refill();
        awaitAlive(4); // the one that is used, two that are ready, and the one that makes them
        spares.close();
        awaitAlive(1);
        end.complete(null);
        awaitAlive(0);
    }

    private SpareThreads spares(int wanted) {
        return inGroup(() -> new SpareThreads(wanted));
    }

    /** So that all threads of the test can be counted. */
    private <T> T inGroup(Callable<T> making) {
        var made = new CompletableFuture<T>();
        var creator = Thread.currentThread();
        var thread =
                new Thread(
                        threads,
                        () -> {
                            try {
                                made.complete(making.call());
                            } catch (Exception failed) {
                                made.completeExceptionally(failed);
                            }
                        });
        thread.setContextClassLoader(creator.getContextClassLoader());
        thread.start();
        var result = made.join();
        join(thread);
        return result;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private OwnThread ready() {
        return ready(spares);
    }

    /** One that was started ahead and waits. */
    private static OwnThread ready(SpareThreads from) {
        while (true) {
            var own = from.next();
            from.refill();
            if (own.thread().isAlive()) {
                while (own.thread().getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                return own;
            }
            Thread.onSpinWait();
        }
    }

    private static <T> T value(OwnThread own, Callable<T> call) throws Exception {
        var value = new CompletableFuture<T>();
        own.use(
                "a worker",
                () -> {
                    try {
                        value.complete(call.call());
                    } catch (Exception failed) {
                        value.completeExceptionally(failed);
                    }
                });
        return value.get();
    }

    private List<Thread> alive() {
        var found = new Thread[100];
        return Arrays.asList(found).subList(0, threads.enumerate(found));
    }

    private void awaitAlive(int count) {
        while (alive().size() != count) {
            Thread.onSpinWait();
        }
    }
}
