package org.bgworker.host.postmaster;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.bgworker.host.postmaster.Registered.Phase;
import org.bgworker.host.postmaster.Registered.Step;
import org.bgworker.spi.TerminateReason;

/**
 * Ends workers that run: asks, and then presses harder. PostgreSQL asks once and waits for ever
 * (R66, R105).
 */
final class Stops {
    /** The time at which a worker is to be pressed; stale once the worker has moved on. */
    private record Press(long at, Registered registered) {
        boolean stale() {
            return !(registered.phase() instanceof Phase.Stopping stopping
                    && stopping.nextStep() == at);
        }
    }

    private final Slots slots;
    private final Limits limits;
    private final Orders orders;
    private final PriorityQueue<Press> presses =
            new PriorityQueue<>(Comparator.comparingLong(Press::at));

    Stops(Slots slots, Limits limits, Orders orders) {
        this.slots = slots;
        this.limits = limits;
        this.orders = orders;
    }

    /** Asks a worker to end, unless it has been asked before. */
    void ask(Registered registered, TerminateReason reason, long now) {
        if (registered.phase() instanceof Phase.Running(int pid)) {
            enter(registered, pid, Step.ASKED, now + patience(reason).toNanos());
            orders.give(new Order.Terminate(pid, reason));
        }
    }

    private Duration patience(TerminateReason reason) {
        var usual = limits.stopTimeout();
        return switch (reason) {
            case ADMINISTRATOR, SHUTDOWN, REPLACEMENT, DEMOTION -> usual;
            case CRASH ->
                    usual.compareTo(Limits.CRASH_STOP_TIMEOUT) < 0
                            ? usual
                            : Limits.CRASH_STOP_TIMEOUT;
        };
    }

    /**
     * Presses those whose time is over.
     *
     * @param abandoned told of each worker that is given up
     */
    void press(long now, Consumer<Registered> abandoned) {
        while (nextStep() <= now) {
            var registered = presses.remove().registered();
            if (registered.phase() instanceof Phase.Stopping(int pid, Step step, _)) {
                harder(registered, pid, step, now);
                if (registered.abandoned()) {
                    abandoned.accept(registered);
                }
            }
        }
    }

    private void harder(Registered registered, int pid, Step step, long now) {
        switch (step) {
            case ASKED -> {
                orders.give(new Order.Interrupt(pid));
                enter(registered, pid, Step.INTERRUPTED, now + Limits.ABORT_AFTER.toNanos());
            }
            case INTERRUPTED -> {
                orders.give(new Order.Abort(pid));
                enter(registered, pid, Step.ABORTED, now + Limits.ABANDON_AFTER.toNanos());
            }
            case ABORTED, ABANDONED -> {
                orders.give(new Order.Abandon(pid));
                slots.enter(registered, new Phase.Stopping(pid, Step.ABANDONED, Long.MAX_VALUE));
            }
        }
    }

    /** When the next worker is to be pressed. */
    long nextStep() {
        while (!presses.isEmpty() && presses.element().stale()) {
            presses.remove();
        }
        return presses.isEmpty() ? Long.MAX_VALUE : presses.element().at();
    }

    private void enter(Registered registered, int pid, Step step, long next) {
        slots.enter(registered, new Phase.Stopping(pid, step, next));
        presses.add(new Press(next, registered));
    }
}
