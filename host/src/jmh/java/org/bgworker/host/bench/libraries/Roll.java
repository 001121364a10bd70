package org.bgworker.host.bench.libraries;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Where a library tells that it was started, or stopped. It is found in the system properties, so
 * that a library of whatever host needs no class of the benchmark.
 */
final class Roll implements BiConsumer<Object, Boolean> {
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();
    private final Queue<WeakReference<ClassLoader>> loaders = new ConcurrentLinkedQueue<>();

    /** The roll that the libraries of this process find. */
    static Roll ofThisProcess() {
        var roll = new Roll();
        System.getProperties().put("bench.roll", roll);
        return roll;
    }

    @Override
    public void accept(Object library, Boolean starts) {
        if (starts) {
            started.incrementAndGet();
            loaders.add(new WeakReference<>(library.getClass().getClassLoader()));
        } else {
            stopped.incrementAndGet();
        }
    }

    /** Takes note that so many were to be started, or stopped, since the last check. */
    void checkStarted(int expected) {
        check("started", started.getAndSet(0), expected);
    }

    /** See {@link #checkStarted}. */
    void checkStopped(int expected) {
        check("stopped", stopped.getAndSet(0), expected);
    }

    private static void check(String what, int counted, int expected) {
        if (counted != expected) {
            throw new IllegalStateException(
                    "%d libraries %s, not %d".formatted(counted, what, expected));
        }
    }

    /** How many class loaders of the libraries are not collected. */
    long loadersLeft() {
        loaders.removeIf(loader -> loader.refersTo(null));
        return loaders.size();
    }
}
