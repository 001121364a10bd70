package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.World.SECOND;
import static org.bgworker.host.postmaster.World.check;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tries every sequence of events up to a length, on two slots, and has each history end in a
 * shutdown. {@link World} holds the invariants; this adds those that need the whole table.
 */
@Tag("deeper")
final class EveryHistoryTest {
    private static final int DEPTH = Integer.getInteger("history.depth", 5);

    /** At less than the usual depth not even every pair of events is tried after every other. */
    private static final long MANY = DEPTH < 5 ? 1 : 1_000_000;

    private static final BackgroundWorker ONCE = worker("once").build();
    private static final BackgroundWorker RESTARTING =
            worker("restarting")
                    .flags(WorkerFlag.SHMEM_ACCESS)
                    .restartAfter(Duration.ofSeconds(2))
                    .build();
    private static final BackgroundWorker OWN =
            worker("own").startTime(StartTime.POSTMASTER_START).build();
    private static final BackgroundWorker EARLY =
            worker("early").startTime(StartTime.POSTMASTER_START).build();

    private final LongAdder histories = new LongAdder();
    private final LongAdder events = new LongAdder();

    /** What may happen next. */
    private enum Letter {
        REGISTER_ONCE,
        REGISTER_RESTARTING,
        REGISTER_OR_WAIT,
        FIRST_RETURNS,
        FIRST_FAILS,
        SECOND_FAILS,
        FIRST_IS_READY,
        FIRST_ATTACHES,
        SECOND_ATTACHES,
        FIRST_CRASHES,
        TERMINATE_FIRST,
        TERMINATE_LAST,
        AWAIT_START,
        AWAIT_STOP,
        STATE_RUN,
        STATE_STANDBY,
        LAUNCHES_FAIL,
        SECONDS_PASS,
        SESSION_BEGINS,
        SESSION_ENDS,
        SMART,
        FAST,
        IMMEDIATE
    }

    private static BackgroundWorker.Builder worker(String name) {
        return BackgroundWorker.named(name).library("lib").function("f");
    }

    private int depth = DEPTH;
    private Limits limits = Scenes.limits(2);

    @Test
    void no_history_breaks_an_invariant() {
        searchAll();
        assertTrue(histories.sum() > MANY);
    }

    @Test
    void nor_does_one_where_a_demotion_ends_workers() {
        depth = DEPTH - 1;
        limits = Scenes.demoting(limits);
        searchAll();
    }

    private void searchAll() {
        Arrays.stream(Letter.values())
                .parallel()
                .forEach(first -> search(new ArrayList<>(List.of(first))));
        System.out.printf(
                "every history of 1 to %d events: %,d histories, %,d events%n",
                depth, histories.sum(), events.sum());
    }

    private void search(List<Letter> history) {
        var world = replay(history);
        if (world.isEmpty()) {
            return;
        }
        histories.increment();
        shutDown(world.orElseThrow(), history);
        if (history.size() < depth) {
            for (var letter : Letter.values()) {
                history.add(letter);
                search(history);
                history.removeLast();
            }
        }
    }

    /** The world after a history, or none if its last event could not happen. */
    private Optional<World> replay(List<Letter> history) {
        var world = new World(limits);
        world.happen(Scenes.preloaded(List.of(OWN), List.of(EARLY)));
        try {
            for (int i = 0; i < history.size(); i++) {
                events.increment();
                if (!happen(world, history.get(i)) && i == history.size() - 1) {
                    return Optional.empty();
                }
            }
            consistent(world); // shorter histories were looked at before
        } catch (AssertionError broken) {
            throw new AssertionError(broken.getMessage() + " after " + history, broken);
        }
        return Optional.of(world);
    }

    /** Whether the letter could happen at all. */
    private static boolean happen(World world, Letter letter) {
        if (world.halted) {
            return false;
        }
        switch (letter) {
            case REGISTER_ONCE -> world.register(ONCE);
            case REGISTER_RESTARTING -> world.register(RESTARTING);
            case REGISTER_OR_WAIT -> world.register(RESTARTING, world.now + SECOND);
            case FIRST_RETURNS -> {
                return runs(world, 0, () -> world.exit0(0));
            }
            case FIRST_FAILS -> {
                return runs(world, 0, () -> world.exit1(0));
            }
            case SECOND_FAILS -> {
                return runs(world, 1, () -> world.exit1(1));
            }
            case FIRST_IS_READY -> {
                return runs(world, 0, () -> world.ready(0));
            }
            case FIRST_ATTACHES -> {
                return runs(world, 0, () -> world.attach(0));
            }
            case SECOND_ATTACHES -> {
                return runs(world, 1, () -> world.attach(1));
            }
            case FIRST_CRASHES -> {
                return runs(world, 0, () -> world.crash(0));
            }
            case TERMINATE_FIRST -> {
                return handled(world, () -> terminate(world, world.accepted.getFirst()));
            }
            case TERMINATE_LAST -> {
                return world.accepted.size() > 1
                        && handled(world, () -> terminate(world, world.accepted.getLast()));
            }
            case AWAIT_START -> {
                return handled(world, () -> await(world, Event.Until.STARTED, Long.MAX_VALUE));
            }
            case AWAIT_STOP -> {
                return handled(world, () -> await(world, Event.Until.STOPPED, world.now + SECOND));
            }
            case STATE_RUN -> world.happen(Scenes.seen(ServerState.RUN));
            case STATE_STANDBY -> world.happen(Scenes.seen(ServerState.HOT_STANDBY));
            case LAUNCHES_FAIL -> world.failLaunches = !world.failLaunches;
            case SECONDS_PASS -> world.pass(2 * SECOND);
            case SESSION_BEGINS -> world.happen(new Event.BackendStarted(50));
            case SESSION_ENDS -> world.happen(new Event.BackendExited(50));
            case SMART -> world.happen(new Event.Shutdown(ShutdownMode.SMART));
            case FAST -> world.happen(new Event.Shutdown(ShutdownMode.FAST));
            case IMMEDIATE -> world.happen(new Event.Shutdown(ShutdownMode.IMMEDIATE));
        }
        return true;
    }

    private static boolean runs(World world, int nth, Runnable action) {
        if (world.others().count() <= nth) {
            return false;
        }
        action.run();
        return true;
    }

    private static boolean handled(World world, Runnable action) {
        if (world.accepted.isEmpty()) {
            return false;
        }
        action.run();
        return true;
    }

    /** A stale handle changes nothing. */
    private static void terminate(World world, WorkerId id) {
        boolean stale =
                world.postmaster.snapshot(world.now).workers().stream()
                        .noneMatch(w -> w.id().equals(id));
        var before = world.postmaster.snapshot(world.now);
        var given = world.happen(new Event.Terminate(id));
        if (stale && !world.halted) {
            check(given.isEmpty(), "a stale handle gave orders: " + given);
            check(
                    before.equals(world.postmaster.snapshot(world.now)),
                    "a stale handle changed the table");
        }
    }

    private static void await(World world, Event.Until until, long deadline) {
        world.await(world.accepted.getLast(), until, deadline);
    }

    /** The table tells the truth about what runs, and no slot is given twice. */
    private static void consistent(World world) {
        var snapshot = world.postmaster.snapshot(world.now);
        world.chronicle.compare(snapshot);
        var workers = snapshot.workers();
        check(
                workers.stream().map(w -> w.id().slot()).distinct().count() == workers.size(),
                "slot used twice");
        long others = workers.stream().filter(w -> !w.own()).count();
        check(others <= 2, "more workers than slots");
        check(others == 2 || !world.slotWanted(), "somebody waits for a slot that is free");
        for (var worker : workers) {
            int pid = worker.status().pid();
            check(pid == 0 || world.running.containsKey(pid), "a dead worker counts as running");
        }
        for (int pid : world.running.keySet()) {
            check(
                    workers.stream().anyMatch(w -> w.status().pid() == pid),
                    "a running worker is not in the table");
        }
        check(
                stopping(world)
                        || world.running.keySet().stream()
                                .allMatch(
                                        pid -> !world.mustNotRun(pid) || world.told.contains(pid)),
                "a worker that writes goes on where it cannot");
        var due =
                workers.stream()
                        .filter(w -> w.status().status() == HandleStatus.NOT_YET_STARTED)
                        .filter(w -> !world.dirty || !w.entry().has(WorkerFlag.SHMEM_ACCESS))
                        .anyMatch(w -> world.state.allows(w.entry().startTime()));
        check(!due || stopping(world), "a worker that may start does not");
    }

    private static boolean stopping(World world) {
        return world.postmaster.snapshot(world.now).state().stopping();
    }

    /** Every history ends: all that run end as asked, or are given up, and the host halts. */
    private static void shutDown(World world, List<Letter> history) {
        try {
            if (!world.halted) {
                world.happen(new Event.BackendExited(50));
                world.happen(new Event.Shutdown(ShutdownMode.FAST));
                world.pass(0);
                check(world.others().allMatch(world.told::contains), "not all were asked to end");
                if (history.stream().mapToInt(Letter::ordinal).sum() % 2 == 0) {
                    world.pass(10 * SECOND);
                    check(world.halted, "deaf workers keep the host");
                }
                while (!world.running.isEmpty() && !world.halted) {
                    world.exitAsAsked(0);
                }
            }
            check(world.halted, "the host does not halt");
            check(world.openRequests.isEmpty(), "somebody waits for ever");
        } catch (AssertionError broken) {
            throw new AssertionError(broken.getMessage() + " at shutdown after " + history, broken);
        }
    }
}
