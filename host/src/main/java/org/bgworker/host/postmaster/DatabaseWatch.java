package org.bgworker.host.postmaster;

import java.util.List;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.TerminateReason;

/**
 * Knows what the database is like, and what a change means to those who run: nothing (R55), unless
 * it has become read-only and they are not to run on one.
 */
final class DatabaseWatch {
    private final Slots slots;
    private final Stops stops;
    private final Shutdown shutdown;
    private final Orders orders;
    private final boolean terminateOnDemotion;
    private DatabaseCondition condition = DatabaseCondition.UNKNOWN;
    private boolean demanded;

    DatabaseWatch(
            Slots slots,
            Stops stops,
            Shutdown shutdown,
            Orders orders,
            boolean terminateOnDemotion) {
        this.slots = slots;
        this.stops = stops;
        this.shutdown = shutdown;
        this.orders = orders;
        this.terminateOnDemotion = terminateOnDemotion;
    }

    DatabaseCondition condition() {
        return condition;
    }

    boolean isAvailable() {
        return condition.state() != DatabaseState.UNAVAILABLE;
    }

    /** Whether it will be started only if somebody needs it. */
    boolean isNotStarted() {
        return condition.kind() == DatabaseCondition.Kind.NOT_STARTED;
    }

    /** Has it started; ordered once. */
    void demand() {
        if (!demanded) {
            demanded = true;
            orders.give(new Order.DemandDatabase());
        }
    }

    void seen(DatabaseCondition next, long now) {
        if (!next.state().equals(condition.state())) {
            orders.give(new Order.TellDatabase(next.state()));
        }
        if (!next.equals(condition)) {
            orders.happened(new Happening.DatabaseIs(next));
        }
        condition = next;
        shutdown.reached(next.serverState());
        List.copyOf(slots.running()).forEach(one -> demote(one, now));
    }

    /** Asks a run to end that needs a database to write to, if that is now read-only. */
    void demote(Registered running, long now) {
        if (terminateOnDemotion
                && shutdown.state() == ServerState.HOT_STANDBY
                && running.worker.startTime() == StartTime.RECOVERY_FINISHED) {
            stops.ask(running, TerminateReason.DEMOTION, now);
        }
    }
}
