package org.bgworker.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.bgworker.spi.binding.CurrentWorker;

/**
 * A running worker's view of itself and of the host.
 *
 * <p>What it starts on the side – threads, executors, timers – a worker takes from here, so that
 * the host can end it with the worker; {@link #current()} works on those threads too.
 */
public interface WorkerContext extends Backend {
    /**
     * The worker that the calling thread belongs to.
     *
     * @throws IllegalStateException on a thread that is neither the worker's own nor taken from its
     *     context
     */
    static WorkerContext current() {
        return CurrentWorker.get();
    }

    /** {@code MyBgworkerEntry} (R11). */
    BackgroundWorker entry();

    /** {@code MyLatch} (P15). */
    Latch latch();

    /**
     * {@code CHECK_FOR_INTERRUPTS}: a safe point. Every blocking call of this package is one too.
     *
     * @throws WorkerTerminatedError if the worker is to end and no {@link #hold()} is open
     */
    void checkForInterrupts();

    /**
     * {@code HOLD_INTERRUPTS}: until the hold is closed no safe point ends the worker. Holds may be
     * nested. Only the host's grace time limits them.
     *
     * @throws IllegalStateException on any thread but the worker's own
     */
    Hold hold();

    /** An open {@link #hold()}; to close it is {@code RESUME_INTERRUPTS}, and no safe point. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Why the worker is to end, if it is; for workers that end in their own way, under a {@link
     * #hold()}.
     */
    Optional<TerminateReason> terminateRequested();

    /**
     * The values of this library's settings, as of the start or the last {@link #reloadSettings()}.
     */
    Settings settings();

    /**
     * {@code ProcessConfigFile(PGC_SIGHUP)}: takes the values of the last reload, if there was one
     * since the last call (P66). A reload sets the latch.
     *
     * @return whether there was one
     */
    boolean reloadSettings();

    /**
     * {@code BackgroundWorkerInitializeConnection}: the worker's one session, with the default
     * database and user. The host rolls it back and closes it when the worker ends.
     *
     * @throws IllegalStateException if the worker has not the flag {@link
     *     WorkerFlag#BACKEND_DATABASE_CONNECTION} (R111), or has been given its session before
     *     (R112)
     * @throws SQLException if the database refuses, with its own message (R115)
     */
    Connection initializeConnection() throws SQLException;

    /**
     * As {@link #initializeConnection()}, with a database and a user by name; an empty name means
     * the default.
     *
     * @throws IllegalStateException as {@link #initializeConnection()} does
     * @throws SQLException if the database refuses, with its own message (R115)
     */
    Connection initializeConnection(String database, String user) throws SQLException;

    /** A platform thread, not started; interrupted when the worker ends. */
    Thread newThread(String name, Runnable task);

    /** A virtual thread, not started; interrupted when the worker ends. */
    Thread newVirtualThread(String name, Runnable task);

    /** An executor with a fixed number of threads; shut down when the worker ends. */
    ExecutorService newExecutor(String name, int threads);

    /** A timer with one thread; shut down when the worker ends. */
    ScheduledExecutorService newScheduler(String name);

    /**
     * {@code before_shmem_exit}: has an action run on the worker's thread when its function has
     * ended, however it ended. The last one registered runs first, its session is still open.
     */
    void atExit(Runnable action);
}
