package org.bgworker.host.postmaster;

import java.util.List;
import java.util.Set;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.WorkerExit;

/** What the postmaster is told. */
public sealed interface Event {
    /**
     * All libraries are preloaded.
     *
     * @param own the host's own workers, which take no slot of {@code max_worker_processes}
     * @param libraries with what they registered, in that order
     */
    record Preloaded(List<BackgroundWorker> own, List<LoadedLibrary> libraries) implements Event {}

    /** Libraries come and go while the host runs. */
    sealed interface OfLibrary extends Event {}

    /**
     * A library was loaded while the host runs: a new one, or another version of a loaded one.
     *
     * @param library with what it registers
     */
    record LibraryArrived(LoadedLibrary library) implements OfLibrary {}

    /**
     * A library is gone from the modules directory, or may no longer run.
     *
     * @param library its name
     */
    record LibraryRemoved(String library) implements OfLibrary {}

    /**
     * A run that was started without a version has found one, loaded for it or before.
     *
     * @param pid of the run
     * @param version that it runs
     */
    record LibraryFound(int pid, LibraryVersion version) implements OfLibrary {}

    /**
     * A backend registers a dynamic worker.
     *
     * @param request answered by {@link Order.Registered}
     * @param backend the pid of the backend
     * @param worker what to run
     * @param deadline until when to wait for a slot
     */
    record Register(long request, int backend, BackgroundWorker worker, long deadline)
            implements Event {}

    /**
     * A worker's thread was started.
     *
     * @param worker who
     * @param pid its number, never given out before
     */
    record Launched(WorkerId worker, int pid) implements Event {}

    /**
     * A worker's thread could not be started.
     *
     * @param worker who
     * @param cause why
     * @param chance random, from 0 up to 1, for the jitter of its restart
     */
    record LaunchFailed(WorkerId worker, ExitCause cause, double chance) implements Event {}

    /**
     * A worker's run has ended.
     *
     * @param pid of the run
     * @param exit how
     * @param chance random, from 0 up to 1, for the jitter of its restart
     */
    record Exited(int pid, WorkerExit exit, double chance) implements Event {}

    /**
     * A run is ready: its function has been entered, or the worker has said so.
     *
     * @param pid of the run
     */
    record Ready(int pid) implements Event {}

    /**
     * A run is about to attach shared memory for the first time.
     *
     * @param request answered by {@link Order.Attached}
     * @param pid of the run
     */
    record Attach(long request, int pid) implements Event {}

    /**
     * Somebody has looked who runs, to find out what no event has told.
     *
     * @param living the pids of all runs whose threads live
     */
    record Census(Set<Integer> living) implements Event {
        /** Copies the pids. */
        public Census {
            living = Set.copyOf(living);
        }
    }

    /**
     * An administrator wants a worker started again that has failed too often.
     *
     * @param worker who
     */
    record Reset(WorkerId worker) implements Event {}

    /**
     * An administrator wants a worker's run ended and another begun, or one begun that waits.
     *
     * @param worker who
     */
    record Restart(WorkerId worker) implements Event {}

    /**
     * Somebody wants a worker ended and unregistered.
     *
     * @param worker who
     */
    record Terminate(WorkerId worker) implements Event {}

    /**
     * A backend waits for a worker.
     *
     * @param request answered by {@link Order.Answer}
     * @param backend the pid of the backend
     * @param worker whom it waits for
     * @param until what it waits for
     * @param deadline until when
     */
    record Await(long request, int backend, WorkerId worker, Until until, long deadline)
            implements Event {}

    /**
     * A backend no longer waits, for a worker, a slot or shared memory.
     *
     * @param request which wait
     */
    record StopWaiting(long request) implements Event {}

    /**
     * Somebody has looked at the database.
     *
     * @param condition that it is in
     */
    record DatabaseSeen(DatabaseCondition condition) implements Event {}

    /**
     * A session that is no worker has begun.
     *
     * @param pid its number
     */
    record BackendStarted(int pid) implements Event {}

    /**
     * A session that is no worker has ended.
     *
     * @param pid its number
     */
    record BackendExited(int pid) implements Event {}

    /**
     * The host is to shut down.
     *
     * @param mode how
     */
    record Shutdown(ShutdownMode mode) implements Event {}

    /** Time has passed. */
    record Tick() implements Event {}

    /** What a backend waits for. */
    enum Until {
        /** The worker has been started, or never will be. */
        STARTED,
        /** The worker does not run. */
        STOPPED
    }
}
