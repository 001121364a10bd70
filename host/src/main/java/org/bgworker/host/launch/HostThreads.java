package org.bgworker.host.launch;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the host's own slow work on threads that belong to no worker. What a driver starts there on
 * the side is not taken for a worker's. A thread that has done its work waits a while for more: to
 * wake it is quicker than to start one.
 */
public final class HostThreads {
    private static final long IDLE_SECONDS = 10;

    private final ThreadGroup group = new ThreadGroup("bgworker host");
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    this::thread);

    /** Threads in the group of the calling thread. */
    public HostThreads() {}

    private Thread thread(Runnable work) {
        var thread =
                Thread.ofPlatform()
                        .group(group)
                        .name("host-" + number.incrementAndGet())
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(work);
        thread.setContextClassLoader(HostThreads.class.getClassLoader());
        return thread;
    }

    /** Calls {@code work} on a thread that does nothing else meanwhile. */
    public <T> CompletableFuture<T> call(Callable<T> work) {
        var result = new CompletableFuture<T>();
        threads.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        });
        return result;
    }
}
