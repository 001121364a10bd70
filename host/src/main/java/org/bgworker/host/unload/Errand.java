package org.bgworker.host.unload;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does what may run a library's code on a new thread, for a limited time: that code may hang, and
 * may hang objects on the thread.
 *
 * @param limit after it the thread is interrupted and left alone
 */
record Errand(Duration limit) {
    /**
     * Gives what the work gives.
     *
     * @throws Failure with what went wrong, as text
     */
    <T> T run(String what, Callable<T> work) throws Failure {
        var task = new FutureTask<>(work);
        var thread =
                Thread.ofPlatform()
                        .name("unload: " + what)
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(task);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            throw new Failure(cause.getClass().getName() + messageOf(cause));
        } catch (TimeoutException late) {
            var place = LiveThreads.place(thread);
            thread.interrupt();
            throw new Failure(
                    "it takes longer than %d ms; its thread stands %s"
                            .formatted(limit.toMillis(), place));
        } catch (InterruptedException stopped) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    /** The library's code gives it, and may fail at that too. */
    private static String messageOf(Throwable thrown) {
        try {
            var message = thrown.getMessage();
            return message == null ? "" : ": " + message;
        } catch (Throwable noMessage) {
            return ", and its message cannot be told";
        }
    }

    /** An errand came to nothing. Holds text only. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String why) {
            super(why, null, false, false);
        }

        String why() {
            var why = getMessage();
            return why == null ? "" : why;
        }
    }
}
