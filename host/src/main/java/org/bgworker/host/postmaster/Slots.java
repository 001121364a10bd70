package org.bgworker.host.postmaster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bgworker.spi.WorkerStatus;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;

/**
 * The table of workers: {@code max_worker_processes} slots for libraries, and behind them those of
 * the host's own workers. Finds by slot, by pid, and who waits to be started; none of it by looking
 * at every slot.
 */
final class Slots {
    private static final int FINISHED_REMEMBERED = 1000;

    private final int limit;
    private final BitSet used = new BitSet();
    private final List<Long> generations = new ArrayList<>();
    private final Map<Integer, Registered> bySlot = new HashMap<>();
    private final Map<Integer, Registered> byPid = new HashMap<>();
    private final StartQueue waiting = new StartQueue();
    private int busyOwn;
    private int busyOthers;
    private final LinkedHashMap<WorkerId, Finished> finished = new LinkedHashMap<>();

    Slots(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    boolean full() {
        return used.nextClearBit(0) >= limit;
    }

    /** How many slots of libraries are free. */
    int free() {
        return limit - used.get(0, limit).cardinality();
    }

    /** Takes the lowest free slot (R41), counting from {@code from}. */
    private WorkerId take(int from, int firstGeneration) {
        int slot = used.nextClearBit(from);
        used.set(slot);
        while (generations.size() <= slot) {
            generations.add(-1L);
        }
        long generation = Math.max(firstGeneration, generations.get(slot) + 1);
        generations.set(slot, generation);
        return new WorkerId(slot, generation);
    }

    WorkerId takeForLibrary(boolean isStatic) {
        return take(0, isStatic ? 0 : 1);
    }

    WorkerId takeForHost() {
        return take(limit, 0);
    }

    void add(Registered registered) {
        bySlot.put(registered.id.slot(), registered);
        waiting.add(registered);
    }

    void remove(Registered registered) {
        enter(registered, new Registered.Phase.Waiting(Long.MAX_VALUE));
        waiting.remove(registered);
        bySlot.remove(registered.id.slot());
        used.clear(registered.id.slot());
        if (!registered.history.exits().isEmpty()) {
            remember(
                    new Finished(
                            registered.id,
                            registered.worker,
                            registered.history.exits().getLast(),
                            registered.history.starts()));
        }
    }

    private void remember(Finished one) {
        finished.put(one.id(), one);
        if (finished.size() > FINISHED_REMEMBERED) {
            finished.pollFirstEntry();
        }
    }

    /** The last ones that are no longer registered, oldest first. */
    List<Finished> finished() {
        return List.copyOf(finished.values());
    }

    /** Changes what a worker does, and keeps the look-ups in step. */
    void enter(Registered registered, Registered.Phase phase) {
        waiting.remove(registered);
        count(registered, -1);
        byPid.remove(registered.pid());
        registered.enter(phase);
        if (registered.pid() != 0) {
            byPid.put(registered.pid(), registered);
        }
        count(registered, 1);
        if (phase instanceof Registered.Phase.Waiting) {
            waiting.add(registered);
        }
    }

    /** Gives a worker that has no run its next record. */
    void succeed(Registered registered) {
        if (registered.successor.isPresent()) {
            waiting.remove(registered);
            registered.worker = registered.successor.orElseThrow();
            registered.successor = Optional.empty();
            if (registered.phase() instanceof Registered.Phase.Waiting) {
                waiting.add(registered);
            }
        }
    }

    private void count(Registered registered, int by) {
        if (registered.busy() && registered.own) {
            busyOwn += by;
        } else if (registered.busy()) {
            busyOthers += by;
        }
    }

    /** Whether a shutdown has to wait for one of the host's own workers, or of the others. */
    boolean busy(boolean own) {
        return (own ? busyOwn : busyOthers) > 0;
    }

    /** The worker of a handle, unless the handle is stale. */
    Optional<Registered> find(WorkerId id) {
        return Optional.ofNullable(bySlot.get(id.slot())).filter(found -> found.id.equals(id));
    }

    Optional<Registered> running(int pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    /** Those that wait to be started. */
    StartQueue waiting() {
        return waiting;
    }

    /** Those that run. */
    Collection<Registered> running() {
        return byPid.values();
    }

    /** The pids of those that run. */
    Set<Integer> pids() {
        return byPid.keySet();
    }

    /** All, by slot number. */
    List<Registered> all() {
        return used.stream().mapToObj(bySlot::get).toList();
    }

    /** What a handle tells, be its worker registered or not. */
    WorkerStatus status(WorkerId id, long now) {
        return find(id).map(found -> found.status(now))
                .orElseGet(() ->
                        new WorkerStatus(
                                HandleStatus.STOPPED,
                                State.FINISHED,
                                0,
                                Optional.ofNullable(finished.get(id)).map(one -> one.exit().exit()),
                                Optional.empty()));
    }
}
