package org.bgworker.host.launch;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the host's own slow work on threads that belong to no worker. What a driver starts there on
 * the side is not taken for a worker's.
 */
public final class HostThreads {
    private final ThreadGroup group;
    private final AtomicInteger number = new AtomicInteger();

    /** Threads in the group of the calling thread. */
    public HostThreads() {
        group = new ThreadGroup("bgworker host");
    }

    /** Calls {@code work} on a new thread. */
    public <T> CompletableFuture<T> call(Callable<T> work) {
        var result = new CompletableFuture<T>();
        var thread =
                Thread.ofPlatform()
                        .group(group)
                        .name("host-" + number.incrementAndGet())
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(() -> {
                            try {
                                result.complete(work.call());
                            } catch (Throwable failed) {
                                result.completeExceptionally(failed);
                            }
                        });
        thread.setContextClassLoader(HostThreads.class.getClassLoader());
        thread.start();
        return result;
    }
}
