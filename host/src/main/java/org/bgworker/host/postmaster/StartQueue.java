package org.bgworker.host.postmaster;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.bgworker.spi.StartTime;

/**
 * Those who wait to be started, by what they wait for: a time, or a state of the server. The
 * postmaster's list is last in, first out (R33, R45).
 */
final class StartQueue {
    private final NavigableSet<Registered> timed =
            new TreeSet<>(
                    Comparator.comparingLong(Registered::due)
                            .thenComparingLong(registered -> registered.sequence));
    private final Map<StartTime, NavigableSet<Registered>> ready = new EnumMap<>(StartTime.class);

    StartQueue() {
        for (var startTime : StartTime.values()) {
            ready.put(startTime, new TreeSet<>((a, b) -> Long.compare(b.sequence, a.sequence)));
        }
    }

    void add(Registered registered) {
        timed.add(registered);
    }

    void remove(Registered registered) {
        if (!timed.remove(registered)) {
            ready(registered.worker.startTime()).remove(registered);
        }
    }

    /** The next to be started at a time in a state. */
    Optional<Registered> next(ServerState state, long now) {
        while (!timed.isEmpty() && timed.first().due() <= now) {
            var ripe = timed.removeFirst();
            ready(ripe.worker.startTime()).add(ripe);
        }
        Optional<Registered> next = Optional.empty();
        for (var startTime : StartTime.values()) {
            var like = ready(startTime);
            if (state.allows(startTime) && !like.isEmpty()) {
                var head = like.first();
                if (next.isEmpty() || next.orElseThrow().sequence < head.sequence) {
                    next = Optional.of(head);
                }
            }
        }
        return next;
    }

    /** When the next one's time comes. */
    long nextDue() {
        return timed.isEmpty() ? Long.MAX_VALUE : timed.first().due();
    }

    private NavigableSet<Registered> ready(StartTime startTime) {
        return Objects.requireNonNull(ready.get(startTime));
    }
}
