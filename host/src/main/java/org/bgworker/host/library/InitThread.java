package org.bgworker.host.library;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.guard.Groups;

/**
 * The thread on which inits run, one after another. It is given up with an init that does not end,
 * and ends when there has been none for a while, and with it what inits have left in thread locals.
 */
final class InitThread {
    private static final Groups GROUPS = new Groups("libraries");
    private static final Duration IDLE = Duration.ofMillis(500);

    private ThreadPoolExecutor executor = executor();

    private static ThreadPoolExecutor executor() {
        var executor =
                new ThreadPoolExecutor(
                        1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>());
        executor.allowCoreThreadTimeOut(true);
        var group = GROUPS.next("inits");
        executor.setThreadFactory(task -> {
            var thread = new Thread(group, task, "init");
            thread.setDaemon(true);
            return thread;
        });
        return executor;
    }

    <T> Future<T> begin(Callable<T> init) {
        return executor.submit(init);
    }

    /** Gives the thread up; the next init runs on another. */
    void giveUp() {
        executor.shutdownNow();
        executor = executor();
    }
}
