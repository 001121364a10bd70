package org.bgworker.host.postmaster;

import static org.bgworker.host.report.Severity.LOG;

import java.util.List;
import org.bgworker.host.report.Report;
import org.bgworker.spi.TerminateReason;

/** Owns the state of the server, and leads it down ({@code PostmasterStateMachine}). */
final class Shutdown {
    private final Slots slots;
    private final Stops stops;
    private final Orders orders;
    private ServerState state = ServerState.INIT;
    private boolean smart;

    Shutdown(Slots slots, Stops stops, Orders orders) {
        this.slots = slots;
        this.stops = stops;
        this.orders = orders;
    }

    ServerState state() {
        return state;
    }

    boolean halted() {
        return state == ServerState.NO_CHILDREN;
    }

    void reached(ServerState next) {
        if (!state.stopping() && next != state) {
            enter(next);
        }
    }

    private void enter(ServerState next) {
        state = next;
        orders.happened(new Happening.ServerIs(next));
    }

    /** Takes a request, unless one as hard is being followed. */
    void request(ShutdownMode mode, long now) {
        boolean known =
                switch (mode) {
                    case SMART -> smart || state.stopping();
                    case FAST -> state.stopping();
                    case IMMEDIATE -> false;
                };
        if (known) {
            return;
        }
        orders.say(Sentences.shutdownRequest(mode));
        switch (mode) {
            case SMART -> smart = true;
            case FAST -> {
                orders.say(Report.of(LOG, "aborting any active transactions"));
                stopWorkers(now);
            }
            case IMMEDIATE -> enter(ServerState.NO_CHILDREN);
        }
    }

    /** Goes as far down as nothing is left to wait for (R119, R120). */
    void advance(boolean sessions, long now) {
        if (smart && !state.stopping() && !sessions) {
            stopWorkers(now);
        }
        if (state == ServerState.STOP_BACKENDS && !slots.busy(false)) {
            enter(ServerState.STOP_HOST_WORKERS);
            askAll(true, now);
        }
        if (state == ServerState.STOP_HOST_WORKERS && !slots.busy(true)) {
            enter(ServerState.NO_CHILDREN);
        }
    }

    /** Begins the way down; only of a server that is not on it. */
    void stopWorkers(long now) {
        enter(ServerState.STOP_BACKENDS);
        askAll(false, now);
    }

    private void askAll(boolean own, long now) {
        for (var registered : List.copyOf(slots.running())) {
            if (registered.own == own) {
                stops.ask(registered, TerminateReason.SHUTDOWN, now);
            }
        }
    }
}
