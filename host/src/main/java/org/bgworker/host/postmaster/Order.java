package org.bgworker.host.postmaster;

import org.bgworker.host.report.Report;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerStatus;

/** What the postmaster wants done. */
public sealed interface Order {
    /** The answer to a registration. */
    sealed interface Reply extends Order {}

    /**
     * Start a worker; answered by {@link Event.Launched} or {@link Event.LaunchFailed}.
     *
     * @param id who
     * @param worker what to run
     * @param version the number of its library's version; 0 if the library is not known to be
     *     loaded
     */
    record Start(WorkerId id, BackgroundWorker worker, long version) implements Order {}

    /**
     * Ask a worker to end: set its latch, cancel its statement.
     *
     * @param pid of the run
     * @param reason told to the worker
     */
    record Terminate(int pid, TerminateReason reason) implements Order {}

    /**
     * Interrupt a worker that has not ended in its grace time.
     *
     * @param pid of the run
     */
    record Interrupt(int pid) implements Order {}

    /**
     * Cut the session of a worker that an interrupt did not end.
     *
     * @param pid of the run
     */
    record Abort(int pid) implements Order {}

    /**
     * Give a worker up that nothing ended, and report where it stands.
     *
     * @param pid of the run
     */
    record Abandon(int pid) implements Order {}

    /**
     * Set a backend's latch: a worker it asked about has started or ended (R107).
     *
     * @param pid of the backend
     */
    record Notify(int pid) implements Order {}

    /**
     * A registration was accepted.
     *
     * @param request of {@link Event.Register}
     * @param id who
     */
    record Registered(long request, WorkerId id) implements Reply {}

    /**
     * A registration was refused.
     *
     * @param request of {@link Event.Register}
     * @param reason why
     */
    record Refused(long request, Report reason) implements Reply {}

    /**
     * A run may attach shared memory.
     *
     * @param request of {@link Event.Attach}
     */
    record Attached(long request) implements Order {}

    /** What concerns libraries, not workers. */
    sealed interface OfLibrary extends Order {}

    /**
     * A version of a library is no longer used, and will not be again.
     *
     * @param version which
     */
    record Unload(LibraryVersion version) implements OfLibrary {}

    /**
     * A version has failed on probation, and another is current again.
     *
     * @param failed which
     * @param restored which instead
     * @param worker whose run has failed
     * @param exit how
     */
    record RolledBack(
            LibraryVersion failed, LibraryVersion restored, String worker, WorkerExit exit)
            implements OfLibrary {}

    /**
     * Tell the workers with a database connection, present and future, what can be done with it.
     *
     * @param state that has changed
     */
    record TellDatabase(DatabaseState state) implements Order {}

    /** Have the database started: a worker is due that needs it. */
    record DemandDatabase() implements Order {}

    /** Forget all shared memory: nobody has it attached, and it may be damaged. */
    record DropSharedMemory() implements Order {}

    /**
     * A wait is over.
     *
     * @param request of {@link Event.Await}
     * @param status of the worker waited for
     */
    record Answer(long request, WorkerStatus status) implements Order {}

    /**
     * Keep in the journal what has happened.
     *
     * @param happening what
     */
    record Note(Happening happening) implements Order {}

    /**
     * Write a line to the log.
     *
     * @param pid who says it, {@link Postmaster#PID} or a worker
     * @param report what
     */
    record Say(int pid, Report report) implements Order {}

    /**
     * Nothing is left to do, or {@link ShutdownMode#IMMEDIATE} was asked for; nothing follows.
     *
     * @param abandoned how many workers still run
     */
    record Halt(int abandoned) implements Order {}
}
