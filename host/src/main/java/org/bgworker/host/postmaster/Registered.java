package org.bgworker.host.postmaster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerStatus;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;

/**
 * A worker in its slot ({@code BackgroundWorkerSlot} and {@code RegisteredBgWorker} in one).
 * Written by {@link Postmaster} and its parts alone.
 */
final class Registered {
    final WorkerId id;
    final BackgroundWorker worker;

    /** Its place in the list: the postmaster's list is last in, first out (R33, R45). */
    final long sequence;

    final boolean own;
    final List<Waits.Waiter> waiters = new ArrayList<>(0);

    private Phase phase;
    private boolean terminate;
    private int starts;
    private Optional<WorkerExit> lastExit = Optional.empty();

    Registered(WorkerId id, BackgroundWorker worker, long sequence, boolean own) {
        this.id = id;
        this.worker = worker;
        this.sequence = sequence;
        this.own = own;
        this.phase = new Phase.Waiting(Long.MIN_VALUE);
    }

    /** What a worker in a slot does. */
    sealed interface Phase {
        /** Waits for its start, which is due at a time. */
        record Waiting(long due) implements Phase {}

        /** A start was ordered, and its result is not known yet. */
        record Starting() implements Phase {}

        /** Runs, and nobody wants otherwise. */
        record Running(int pid) implements Phase {}

        /** Runs and was asked to end. */
        record Stopping(int pid, Step step, long nextStep) implements Phase {}
    }

    /** How far a worker that was asked to end has been pressed. */
    enum Step {
        ASKED,
        INTERRUPTED,
        ABORTED,
        ABANDONED
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        if (next instanceof Phase.Running) {
            starts++;
        }
        phase = next;
    }

    /** Its pid, or 0 where nothing runs. */
    int pid() {
        return switch (phase) {
            case Phase.Running running -> running.pid();
            case Phase.Stopping stopping -> stopping.pid();
            case Phase.Waiting _, Phase.Starting _ -> 0;
        };
    }

    /** When it is to be started; only of one that waits. */
    long due() {
        return phase instanceof Phase.Waiting(long due) ? due : Long.MAX_VALUE;
    }

    /** Whether a shutdown has to wait for it. */
    boolean busy() {
        return !(phase instanceof Phase.Waiting) && !abandoned();
    }

    boolean terminate() {
        return terminate;
    }

    void markTerminated() {
        terminate = true;
    }

    void ended(WorkerExit exit) {
        lastExit = Optional.of(exit);
    }

    Optional<WorkerExit> lastExit() {
        return lastExit;
    }

    int starts() {
        return starts;
    }

    boolean everStarted() {
        return starts > 0 || lastExit.isPresent();
    }

    boolean abandoned() {
        return phase instanceof Phase.Stopping stopping && stopping.step() == Step.ABANDONED;
    }

    /** R98, and the state behind it. */
    WorkerStatus status() {
        var down = everStarted() ? HandleStatus.STOPPED : HandleStatus.NOT_YET_STARTED;
        return switch (phase) {
            case Phase.Waiting _, Phase.Starting _ ->
                    new WorkerStatus(
                            down,
                            everStarted() ? State.WAITING_FOR_RESTART : State.REGISTERED,
                            0,
                            lastExit);
            case Phase.Running running ->
                    new WorkerStatus(HandleStatus.STARTED, State.RUNNING, running.pid(), lastExit);
            case Phase.Stopping stopping ->
                    new WorkerStatus(
                            HandleStatus.STARTED,
                            abandoned() ? State.ABANDONED : State.STOPPING,
                            stopping.pid(),
                            lastExit);
        };
    }
}
