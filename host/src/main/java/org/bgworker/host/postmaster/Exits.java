package org.bgworker.host.postmaster;

import static org.bgworker.host.report.Severity.DEBUG1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.bgworker.host.postmaster.Registered.Phase;
import org.bgworker.host.report.Report;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.WorkerExit;

/** What follows when a run ends: its last words, a restart or none, and whom to tell. */
final class Exits {
    private final Slots slots;
    private final Waits waits;
    private final Orders orders;
    private final Restarts restarts;
    private final IntPredicate isBackend;
    private final List<Registered> outlived = new ArrayList<>();

    Exits(Slots slots, Waits waits, Orders orders, Restarts restarts, IntPredicate isBackend) {
        this.slots = slots;
        this.waits = waits;
        this.orders = orders;
        this.restarts = restarts;
        this.isBackend = isBackend;
    }

    /** R61: a launch that fails is an exit 1. */
    void launchFailed(Registered registered, Event.LaunchFailed failed, long now) {
        var exit = new WorkerExit.Threw(failed.cause());
        boolean folded = fold(registered, exit, now);
        say(Postmaster.PID, Sentences.launchFailed(registered.worker, failed.cause()), folded);
        follow(registered, exit, failed.chance(), now);
    }

    /** R81, R82, R106, R117. */
    void exited(Registered registered, Event.Exited exited, long now) {
        boolean folded = fold(registered, exited.exit(), now);
        lastWords(registered, exited, folded);
        follow(registered, exited.exit(), exited.chance(), now);
        say(Postmaster.PID, Sentences.exited(registered, exited.pid(), exited.exit(), now), folded);
    }

    /** The end of a run that was asked for only for a while; it is due again at once. */
    void interrupted(Registered registered, Event.Exited exited, long now) {
        boolean folded = fold(registered, exited.exit(), now);
        lastWords(registered, exited, folded);
        registered.history.ended(exited.exit(), now);
        park(registered, new Phase.Waiting(now), now);
        say(Postmaster.PID, Sentences.exited(registered, exited.pid(), exited.exit(), now), folded);
    }

    /** The end of a run that begins a crash cycle; what becomes of the worker is told elsewhere. */
    void crashed(Registered registered, Event.Exited exited, long now) {
        boolean folded = fold(registered, exited.exit(), now);
        lastWords(registered, exited, folded);
        registered.history.ended(exited.exit(), now);
        say(Postmaster.PID, Sentences.exited(registered, exited.pid(), exited.exit(), now), folded);
    }

    private void lastWords(Registered registered, Event.Exited exited, boolean folded) {
        Sentences.lastWords(registered.worker, exited.exit())
                .ifPresent(words -> say(exited.pid(), words, folded));
    }

    /** What has just been told is told to the curious alone. */
    private void say(int pid, Report report, boolean folded) {
        orders.give(new Order.Say(pid, folded ? report.at(DEBUG1) : report));
    }

    private boolean fold(Registered registered, WorkerExit exit, long now) {
        boolean folded =
                cause(exit).filter(cause -> registered.history.fold(cause, now)).isPresent();
        if (!folded) {
            sayFolded(registered);
        }
        return folded;
    }

    private void sayFolded(Registered registered) {
        int count = registered.history.takeFolded();
        if (count > 0) {
            orders.say(Sentences.failedMoreTimes(registered.worker, count));
        }
    }

    private static Optional<ExitCause> cause(WorkerExit exit) {
        return switch (exit) {
            case WorkerExit.Threw(var cause) -> Optional.of(cause);
            case WorkerExit.Crashed(_, var cause) -> Optional.of(cause);
            case WorkerExit.Returned _, WorkerExit.Terminated _ -> Optional.empty();
        };
    }

    private void follow(Registered registered, WorkerExit exit, double chance, long now) {
        registered.history.ended(exit, now);
        if (exit instanceof WorkerExit.Returned || registered.terminate()) {
            unregister(registered, now);
        } else {
            follow(registered, restarts.decide(registered, chance, now), now);
        }
    }

    /** Has a worker that ended go on as decided. */
    void follow(Registered registered, Restarts.Fate fate, long now) {
        switch (fate) {
            case Restarts.Fate.Unregister _ -> unregister(registered, now);
            case Restarts.Fate.StartAt(long due) -> park(registered, new Phase.Waiting(due), now);
            case Restarts.Fate.GiveUp(var policy) -> {
                park(registered, new Phase.Failed(), now);
                orders.say(Sentences.failedTooOften(registered, policy));
            }
        }
    }

    /** Keeps a worker that does not run in its slot. */
    void park(Registered registered, Phase phase, long now) {
        slots.enter(registered, phase);
        waits.changed(registered, now);
        tell(registered);
        switch (phase) {
            case Phase.Waiting(long due) when due < Long.MAX_VALUE ->
                    orders.happened(
                            new Happening.RestartDue(
                                    registered.id,
                                    registered.worker,
                                    Duration.ofNanos(Math.max(0, due - now))));
            case Phase.Failed _ ->
                    orders.happened(new Happening.GaveUp(registered.id, registered.worker));
            case Phase.Waiting _, Phase.Starting _, Phase.Running _, Phase.Stopping _ -> {}
        }
    }

    /** The slot is free before anybody is told (R107). */
    void unregister(Registered registered, long now) {
        sayFolded(registered);
        orders.say(Sentences.unregistering(registered.worker));
        slots.remove(registered);
        orders.happened(new Happening.Unregistered(registered.id, registered.worker));
        if (registered.heir.isPresent()) {
            outlived.add(registered);
        }
        waits.givenUp(registered, now);
        tell(registered);
    }

    /** Those that were unregistered since this was last asked, and have heirs. */
    List<Registered> takeOutlived() {
        var taken = List.copyOf(outlived);
        outlived.clear();
        return taken;
    }

    /** R107: sets the latch of whoever asked to be notified. */
    void tell(Registered registered) {
        int pid = registered.worker.notifyPid();
        if (pid != 0 && isBackend.test(pid)) {
            orders.give(new Order.Notify(pid));
        }
    }
}
