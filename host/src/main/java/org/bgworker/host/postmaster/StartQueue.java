package org.bgworker.host.postmaster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerFlag;

/**
 * Those who wait to be started, by what they wait for: a time, or a state of the server. The
 * postmaster's list is last in, first out (R33, R45).
 */
final class StartQueue {
    private final NavigableSet<Registered> timed = new TreeSet<>(StartQueue::compareTimes);
    private final Map<Gate, NavigableSet<Registered>> ready = new HashMap<>();

    /** What a worker waits for beside its time. */
    private record Gate(StartTime startTime, boolean sharedMemory, boolean database) {
        static Gate of(Registered registered) {
            return new Gate(
                    registered.worker.startTime(),
                    registered.worker.has(WorkerFlag.SHMEM_ACCESS),
                    registered.worker.has(WorkerFlag.BACKEND_DATABASE_CONNECTION));
        }

        boolean isOpen(Openings openings) {
            return openings.state().allows(startTime)
                    && (openings.sharedMemory() || !sharedMemory)
                    && (openings.database() || !database);
        }
    }

    /**
     * What those who are due can have.
     *
     * @param state of the server
     * @param sharedMemory whether they may attach any
     * @param database whether sessions can be had
     */
    record Openings(ServerState state, boolean sharedMemory, boolean database) {}

    StartQueue() {
        for (var startTime : StartTime.values()) {
            for (var sharedMemory : List.of(false, true)) {
                for (var database : List.of(false, true)) {
                    ready.put(
                            new Gate(startTime, sharedMemory, database),
                            new TreeSet<>((a, b) -> Long.compare(b.sequence, a.sequence)));
                }
            }
        }
    }

    /**
     * By hand: no AOT cache holds the comparators that the JDK makes, and a start waits for this.
     */
    private static int compareTimes(Registered one, Registered other) {
        int times = Long.compare(one.due(), other.due());
        return times == 0 ? Long.compare(one.sequence, other.sequence) : times;
    }

    void add(Registered registered) {
        timed.add(registered);
    }

    void remove(Registered registered) {
        if (!timed.remove(registered)) {
            ready(Gate.of(registered)).remove(registered);
        }
    }

    /** The next to be started at a time. */
    Optional<Registered> next(Openings openings, long now) {
        while (!timed.isEmpty() && timed.first().due() <= now) {
            var ripe = timed.removeFirst();
            ready(Gate.of(ripe)).add(ripe);
        }
        Optional<Registered> next = Optional.empty();
        for (var gate : ready.keySet()) {
            var like = ready(gate);
            if (gate.isOpen(openings) && !like.isEmpty()) {
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

    private NavigableSet<Registered> ready(Gate gate) {
        return Objects.requireNonNull(ready.get(gate));
    }
}
