package org.bgworker.spi;

import java.lang.foreign.MemorySegment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
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
     * @param database one that the host's settings have named, be it of another server, else one of
     *     the host's own server
     * @param user role that the session is switched to, by {@code SET ROLE}
     * @throws IllegalStateException as {@link #initializeConnection()} does
     * @throws SQLException if the database refuses, with its own message (R115)
     */
    Connection initializeConnection(String database, String user) throws SQLException;

    /**
     * Says that the worker does what it is there for ({@code sd_notify}'s {@code READY=1}); shown
     * by listings, and counted by the host's own readiness. Of a worker with the flag {@link
     * WorkerFlag#NOTIFIES_READY}; otherwise, and the second time, it does nothing.
     */
    void ready();

    /**
     * Says in a few words what the worker is doing ({@code pgstat_report_activity}), for listings.
     * Costs as much as a field; free of charge for workers that never call it.
     *
     * @param text of which the first {@value #MAX_ACTIVITY_LENGTH} characters are shown; empty for
     *     nothing
     */
    void reportActivity(String text);

    /** How much of an activity is shown: {@value} characters. */
    int MAX_ACTIVITY_LENGTH = 200;

    /**
     * Says how far the worker is ({@code pgstat_progress_update_param}), for listings.
     *
     * @param done of the work
     * @param total of it, 0 or less if it is not known
     */
    void reportProgress(long done, long total);

    /** What the host's database can do now. A change sets the latch of workers with that flag. */
    DatabaseState databaseState();

    /**
     * {@code StartTransactionCommand} to {@code CommitTransactionCommand}: has one unit of work
     * done in a transaction of the worker's session. It is committed when the work returns, and
     * rolled back whatever else happens, so that nothing stays open.
     *
     * <p>Work that has lost against another session – a serialization failure (40001) or a deadlock
     * (40P01), be it at the commit – is done again from its beginning, up to {@value
     * #TRANSACTION_ATTEMPTS} times in all. A commit during which the connection is lost is not
     * repeated: it may have taken place. A safe point before each attempt.
     *
     * @return what the work returns
     * @throws IllegalStateException if the worker has not been given its session, or inside another
     *     unit of work, or on any thread but the worker's own
     * @throws SQLException what the work or the commit failed with
     * @throws InterruptedException if the thread was interrupted between two attempts
     */
    <T, X extends Exception> T callInTransaction(TransactionWork<T, X> work)
            throws SQLException, InterruptedException, X;

    /** As {@link #callInTransaction}, of work without a result. */
    default <X extends Exception> void runInTransaction(TransactionSteps<X> work)
            throws SQLException, InterruptedException, X {
        boolean _ =
                this.<Boolean, X>callInTransaction(connection -> {
                    work.run(connection);
                    return true;
                });
    }

    /** How often a unit of work is tried: {@value}. */
    int TRANSACTION_ATTEMPTS = 5;

    /**
     * {@code GetNamedDSMSegment}: attaches a named segment of shared memory (P47). Whoever names it
     * first makes it: of zeros, and initialised by that caller while all others wait. If the
     * initialiser throws, the next caller tries again (P49). A second call gives the same memory.
     *
     * <p>A segment lives until the host stops (P50), or until a worker crashes that has shared
     * memory attached: then all that have it attached are ended and started again with new memory
     * (R83). A safe point. The memory may be used by any thread, until the worker has ended.
     *
     * @param name 1 to 63 bytes of printable ASCII, shared by all libraries
     * @param size in bytes, the same for all who name it
     * @param initializer run once in the life of the segment
     * @return the whole segment, aligned to a page
     * @throws IllegalStateException if the worker has not the flag {@link WorkerFlag#SHMEM_ACCESS}
     * @throws IllegalArgumentException if the name is empty or too long, the size is not positive,
     *     or not that of the existing segment (P48)
     * @throws java.io.UncheckedIOException if there is no room for it
     * @throws InterruptedException if the thread was interrupted
     */
    MemorySegment segment(String name, long size, Consumer<MemorySegment> initializer)
            throws InterruptedException;

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
