package org.bgworker.host.database;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets one session of the embedded database write at a time, from its first write to the end of its
 * transaction.
 *
 * <p>H2 saves the maps of a database one after another while others go on writing, so that a host
 * that is killed then leaves half a transaction behind (h2database issue 2080; measured with 2.2 to
 * 2.5). With one writer no kill was found to do that to transactions of up to 2,000 rows. Those of
 * 20,000 rows are lost now and then all the same: with 2.3.232 in 1 of 200 kills.
 *
 * <p>What ends a transaction runs on a thread of the host: a commit on an interrupted thread would
 * return before it is written.
 */
final class OneWriter implements AutoCloseable {
    private static final long WAIT_SECONDS = 60;
    private static final long LOOK_MILLIS = 20;

    private final Semaphore turn = new Semaphore(1, true);
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform()
                            .name("embedded database writer")
                            .daemon(true)
                            .inheritInheritableThreadLocals(false)
                            .factory());

    /** Starts the thread now: begun by a worker's call it would count as the worker's. */
    OneWriter() {
        thread.prestartCoreThread();
    }

    /** Waits for the turn, unless the wait is cancelled. */
    void begin(BooleanSupplier cancelled) throws SQLException {
        try {
            long tries = TimeUnit.SECONDS.toMillis(WAIT_SECONDS) / LOOK_MILLIS;
            while (!turn.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new SQLException("canceling statement due to user request", "57014");
                }
                if (--tries <= 0) {
                    throw new SQLException(
                            "another session has been writing for %d s without a commit"
                                    .formatted(WAIT_SECONDS),
                            "55P03");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting to write", "57014", interrupted);
        }
    }

    void end() {
        turn.release();
    }

    /** Calls on the writer's thread, and waits for it whatever interrupts the caller. */
    <T> T call(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        thread.execute(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw failed.getCause() instanceof Exception cause ? cause : failed;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
