package org.bgworker.host.postmaster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerStatus;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;

/**
 * A worker in its slot ({@code BackgroundWorkerSlot} and {@code RegisteredBgWorker} in one).
 * Written by {@link Postmaster} and its parts alone.
 */
final class Registered {
    final WorkerId id;

    /** Its record; {@link Slots#succeed} changes it between two runs. */
    BackgroundWorker worker;

    /** The library whose init registered it; empty of a dynamic worker. */
    final String registrar;

    /** The version of its library that it runs. */
    Optional<LibraryVersion> runs = Optional.empty();

    /** Its record from the next run on. */
    Optional<BackgroundWorker> successor = Optional.empty();

    /** What is registered anew when it is gone: a worker of its name of a later version. */
    Optional<BackgroundWorker> heir = Optional.empty();

    /** Whether its run is asked to end so that another version can run. */
    boolean replacing;

    /** Whether its run is asked to end so that another can begin. */
    boolean again;

    /** Its place in the list: the postmaster's list is last in, first out (R33, R45). */
    final long sequence;

    final boolean own;
    final List<Waits.Waiter> waiters = new ArrayList<>(0);

    /** What has become of its runs. */
    final History history = new History();

    private Phase phase;
    private boolean terminate;
    private boolean ready;

    Registered(WorkerId id, BackgroundWorker worker, long sequence, boolean own, String registrar) {
        this.id = id;
        this.registrar = registrar;
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

        /** Has failed too often, and waits for an administrator. */
        record Failed() implements Phase {}

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
        phase = next;
        ready &= hasRun();
    }

    /** Whether its run does what it is there for. */
    boolean ready() {
        return ready;
    }

    void markReady() {
        ready = true;
    }

    /** Whether a run of it has begun and not ended. */
    boolean hasRun() {
        return switch (phase) {
            case Phase.Starting _, Phase.Running _, Phase.Stopping _ -> true;
            case Phase.Waiting _, Phase.Failed _ -> false;
        };
    }

    /** Its pid, or 0 where nothing runs. */
    int pid() {
        return switch (phase) {
            case Phase.Running running -> running.pid();
            case Phase.Stopping stopping -> stopping.pid();
            case Phase.Waiting _, Phase.Starting _, Phase.Failed _ -> 0;
        };
    }

    /** When it is to be started; only of one that waits. */
    long due() {
        return phase instanceof Phase.Waiting(long due) ? due : Long.MAX_VALUE;
    }

    /** Whether a shutdown has to wait for it. */
    boolean busy() {
        return switch (phase) {
            case Phase.Starting _, Phase.Running _ -> true;
            case Phase.Stopping stopping -> stopping.step() != Step.ABANDONED;
            case Phase.Waiting _, Phase.Failed _ -> false;
        };
    }

    boolean terminate() {
        return terminate;
    }

    void markTerminated() {
        terminate = true;
    }

    boolean abandoned() {
        return phase instanceof Phase.Stopping stopping && stopping.step() == Step.ABANDONED;
    }

    /** As a listing has it. */
    Snapshot.Worker view(long now) {
        return new Snapshot.Worker(
                id,
                worker,
                own,
                registrar,
                ready,
                status(now),
                history.starts(),
                history.failures(),
                runs,
                stop(now),
                history.exits(),
                history.since(now));
    }

    /** How far it has been pressed to end. */
    private Optional<Snapshot.Stop> stop(long now) {
        return phase instanceof Phase.Stopping(_, var step, long next) && step != Step.ABANDONED
                ? Optional.of(
                        new Snapshot.Stop(
                                step.name().toLowerCase(Locale.ROOT),
                                Duration.ofNanos(Math.max(0, next - now))))
                : Optional.empty();
    }

    /** R98, and the state behind it. */
    WorkerStatus status(long now) {
        return switch (phase) {
            case Phase.Waiting(long due) when history.everStarted() ->
                    down(
                            State.WAITING_FOR_RESTART,
                            Optional.of(Duration.ofNanos(Math.max(0, due - now))));
            case Phase.Waiting _ -> notYetStarted();
            case Phase.Starting _ ->
                    history.everStarted()
                            ? down(State.WAITING_FOR_RESTART, Optional.of(Duration.ZERO))
                            : notYetStarted();
            case Phase.Failed _ -> down(State.FAILED, Optional.empty());
            case Phase.Running(int pid) -> up(State.RUNNING, pid);
            case Phase.Stopping(int pid, var step, _) ->
                    up(step == Step.ABANDONED ? State.ABANDONED : State.STOPPING, pid);
        };
    }

    private WorkerStatus notYetStarted() {
        return new WorkerStatus(
                HandleStatus.NOT_YET_STARTED,
                State.REGISTERED,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private WorkerStatus down(State state, Optional<Duration> restartIn) {
        return new WorkerStatus(HandleStatus.STOPPED, state, 0, history.lastExit(), restartIn);
    }

    private WorkerStatus up(State state, int pid) {
        return new WorkerStatus(
                HandleStatus.STARTED, state, pid, history.lastExit(), Optional.empty());
    }
}
