package org.bgworker.host.postmaster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bgworker.host.postmaster.Registered.Phase;
import org.bgworker.spi.RestartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;

/**
 * Knows who has shared memory attached, and what follows when one of them crashes (R83, R91 to
 * R93): all that have it attached are ended, the memory is dropped, and they start again at once.
 * In PostgreSQL that is everybody; here nobody else takes notice, but that those who ask for shared
 * memory meanwhile wait, be it to start (R56) or to attach.
 *
 * <p>A worker that crashes again within its restart time waits for it; there it would be started at
 * once for ever, and the others with it.
 */
final class CrashCycle {
    private final Slots slots;
    private final Stops stops;
    private final Exits exits;
    private final Orders orders;
    private final Restarts restarts;
    private final Set<Registered> attached = new LinkedHashSet<>();
    private final List<Registered> neverRestarted = new ArrayList<>();
    private final Map<Long, Event.Attach> waiting = new LinkedHashMap<>();
    private boolean on;

    CrashCycle(Slots slots, Stops stops, Exits exits, Orders orders, Restarts restarts) {
        this.slots = slots;
        this.stops = stops;
        this.exits = exits;
        this.orders = orders;
        this.restarts = restarts;
    }

    /** Whether workers are being ended because of a crash. */
    boolean on() {
        return on;
    }

    /** Lets a run attach shared memory, once there is some that is not damaged. */
    void attach(Event.Attach request) {
        if (on) {
            waiting.put(request.request(), request);
        } else {
            slots.running(request.pid()).ifPresent(attached::add);
            orders.give(new Order.Attached(request.request()));
        }
    }

    void forget(long request) {
        waiting.remove(request);
    }

    /** Of a run that has ended, or that nothing more is expected of; whether it had it attached. */
    boolean detach(Registered registered) {
        return attached.remove(registered);
    }

    /** A run has crashed that had it attached: the first bad exit is told (R91). */
    void begin(Registered crashed, Event.Exited exited, long now) {
        exits.crashed(crashed, exited, now);
        on = true;
        orders.say(Sentences.terminatingOthers());
        for (var other : List.copyOf(attached)) {
            stops.ask(other, TerminateReason.CRASH, now);
        }
        if (crashed.terminate()) {
            exits.unregister(crashed, now);
        } else {
            restart(crashed, exited, now);
        }
    }

    private void restart(Registered crashed, Event.Exited exited, long now) {
        var history = crashed.history;
        switch (restarts.decide(crashed, exited.chance(), now)) {
            case Restarts.Fate.Unregister _ -> keepUntilTheEnd(crashed, now);
            case Restarts.Fate.StartAt(long due) -> {
                boolean again = history.crashedWithin(due - now, now);
                exits.park(crashed, new Phase.Waiting(again ? due : now), now);
            }
            case Restarts.Fate.GiveUp fate -> exits.follow(crashed, fate, now);
        }
        history.crashed(now);
    }

    /** A run has ended in the cycle; later exits are not told (R91). */
    void ended(Registered registered, Event.Exited exited, long now) {
        if (exited.exit() instanceof WorkerExit.Returned || registered.terminate()) {
            exits.exited(registered, exited, now);
        } else {
            registered.history.ended(exited.exit(), now);
            switch (registered.worker.restartTime()) {
                case RestartTime.Never _ -> keepUntilTheEnd(registered, now);
                case RestartTime.After _ -> exits.park(registered, new Phase.Waiting(now), now);
            }
        }
    }

    /** R92: unregistered after the memory has been dropped. */
    private void keepUntilTheEnd(Registered registered, long now) {
        neverRestarted.add(registered);
        exits.park(registered, new Phase.Waiting(Long.MAX_VALUE), now);
    }

    /** Ends the cycle when the last one has gone; whether it did. */
    boolean advance(boolean stopping, boolean restartAfterCrash, long now) {
        if (!on || !attached.isEmpty()) {
            return false;
        }
        on = false;
        if (!stopping) {
            orders.say(Sentences.afterCrash(restartAfterCrash));
        }
        orders.give(new Order.DropSharedMemory());
        for (var registered : neverRestarted) {
            if (slots.find(registered.id).isPresent()) {
                exits.unregister(registered, now);
            }
        }
        neverRestarted.clear();
        var requests = List.copyOf(waiting.values());
        waiting.clear();
        requests.forEach(this::attach);
        return true;
    }
}
