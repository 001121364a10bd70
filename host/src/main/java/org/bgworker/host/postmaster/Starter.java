package org.bgworker.host.postmaster;

import java.util.Optional;

/**
 * {@code maybe_start_bgworkers}: starts all who are due and whose time has come, so many in one
 * pass (R57).
 */
final class Starter {
    private final Slots slots;
    private final Shutdown shutdown;
    private final CrashCycle crashCycle;
    private final Versions versions;
    private final DatabaseWatch database;
    private final Orders orders;
    private boolean left;

    Starter(
            Slots slots,
            Shutdown shutdown,
            CrashCycle crashCycle,
            Versions versions,
            DatabaseWatch database,
            Orders orders) {
        this.slots = slots;
        this.shutdown = shutdown;
        this.crashCycle = crashCycle;
        this.versions = versions;
        this.database = database;
        this.orders = orders;
    }

    /** Whether the last pass has left some for the next. */
    boolean hasLeft() {
        return left;
    }

    void startDue(long now) {
        left = false;
        var next = next(database.isAvailable(), now);
        for (int started = 0; next.isPresent() && !left; started++) {
            if (started == Limits.MAX_STARTS_PER_PASS) {
                left = true;
            } else {
                start(next.orElseThrow());
                next = next(database.isAvailable(), now);
            }
        }
        // after all the starts, what is due can only be waiting for the database
        if (database.isNotStarted() && !left && next(true, now).isPresent()) {
            database.demand();
        }
    }

    private void start(Registered registered) {
        slots.enter(registered, new Registered.Phase.Starting());
        orders.say(Sentences.starting(registered.worker));
        long version = versions.begin(registered);
        orders.give(new Order.Start(registered.id, registered.worker, version));
    }

    private Optional<Registered> next(boolean withDatabase, long now) {
        var openings = new StartQueue.Openings(shutdown.state(), !crashCycle.on(), withDatabase);
        return slots.waiting().next(openings, now);
    }
}
