package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.RestartPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tries every sequence of events up to a length in which libraries come, are replaced, fail and go.
 * {@link World} sees to it that only the current version is started, never two runs in a slot, and
 * that no version is unloaded that runs or is current.
 */
@Tag("deeper")
final class LibraryHistoryTest {
    private static final int DEPTH = Integer.getInteger("library.history.depth", 4);
    private static final BackgroundWorker A = restarting("a").build();
    private static final BackgroundWorker B = worker("b").build();
    private static final BackgroundWorker C = restarting("c").build();
    private static final BackgroundWorker DYNAMIC = restarting("dynamic").build();

    private final LongAdder histories = new LongAdder();

    /** What may happen next. */
    private enum Letter {
        SAME_WORKERS_ARRIVE,
        OTHER_WORKERS_ARRIVE,
        REMOVED,
        FIRST_ENDS_AS_ASKED,
        FIRST_RETURNS,
        FIRST_FAILS,
        LAST_FAILS,
        FIRST_ATTACHES,
        FIRST_CRASHES,
        REGISTER_DYNAMIC,
        TERMINATE_DYNAMIC,
        LAUNCHES_FAIL,
        SECONDS_PASS,
        FAST
    }

    /** A world, and what was loaded in it. */
    private static final class Scene {
        private final World world;
        private final List<LibraryVersion> versions = new ArrayList<>();
        private Set<String> expected = Set.of();
        private long lastNumber;

        Scene(boolean replaceDynamic) {
            world =
                    new World(
                            new Limits(
                                    4,
                                    Duration.ofSeconds(2),
                                    RestartPolicy.PLAIN,
                                    true,
                                    Duration.ofSeconds(3),
                                    replaceDynamic,
                                    false));
            world.happen(new Event.Preloaded(List.of(), List.of()));
            world.happen(Scenes.seen(ServerState.RUN));
            arrive(A, B);
        }

        private void arrive(BackgroundWorker... workers) {
            var library = Scenes.version(++lastNumber, List.of(workers));
            versions.add(library.version());
            expected =
                    library.workers().stream()
                            .map(BackgroundWorker::name)
                            .collect(Collectors.toSet());
            world.happen(new Event.LibraryArrived(library));
        }

        private boolean runs(Runnable action) {
            boolean runs = world.others().findAny().isPresent();
            if (runs) {
                action.run();
            }
            return runs;
        }

        private int last() {
            return (int) world.others().count() - 1;
        }

        /** Whether the letter could happen at all. */
        boolean happen(Letter letter) {
            if (world.halted) {
                return false;
            }
            switch (letter) {
                case SAME_WORKERS_ARRIVE -> arrive(A, B);
                case OTHER_WORKERS_ARRIVE -> arrive(A, C);
                case REMOVED -> {
                    expected = Set.of();
                    world.happen(new Event.LibraryRemoved("lib"));
                }
                case FIRST_ENDS_AS_ASKED -> {
                    return runs(() -> world.exitAsAsked(0));
                }
                case FIRST_RETURNS -> {
                    return runs(() -> world.exit0(0));
                }
                case FIRST_FAILS -> {
                    return runs(() -> world.exit1(0));
                }
                case LAST_FAILS -> {
                    return runs(() -> world.exit1(last()));
                }
                case FIRST_ATTACHES -> {
                    return runs(() -> world.attach(0));
                }
                case FIRST_CRASHES -> {
                    return runs(() -> world.crash(0));
                }
                case REGISTER_DYNAMIC -> world.register(DYNAMIC);
                case TERMINATE_DYNAMIC -> {
                    if (world.accepted.isEmpty()) {
                        return false;
                    }
                    world.happen(new Event.Terminate(world.accepted.getLast()));
                }
                case LAUNCHES_FAIL -> world.failLaunches = !world.failLaunches;
                case SECONDS_PASS -> world.pass(2 * SECOND);
                case FAST -> world.happen(new Event.Shutdown(ShutdownMode.FAST));
            }
            return true;
        }

        /** All that were asked to end do, and probation passes. */
        void settle() {
            world.failLaunches = false;
            for (int passed = 0; passed < 2 && !world.halted; ) {
                var asked = world.others().filter(world.told::contains).findFirst();
                if (asked.isPresent()) {
                    world.exitAsAsked(world.others().toList().indexOf(asked.orElseThrow()));
                } else {
                    world.pass(2 * SECOND);
                    passed++;
                }
            }
        }

        void check(List<Letter> history) {
            settle();
            if (!world.halted) {
                var left = new TreeSet<>(versions.stream().map(LibraryVersion::number).toList());
                world.unloaded.forEach(one -> left.remove(one.number()));
                world.current.values().forEach(one -> left.remove(one.number()));
                world.runs.values().forEach(one -> left.remove(one.number()));
                World.check(
                        left.isEmpty(), "neither current nor running, and not unloaded: " + left);
                var names =
                        world.postmaster.snapshot(world.now).workers().stream()
                                .map(one -> one.entry().name())
                                .filter(name -> !name.equals("dynamic"))
                                .collect(Collectors.toSet());
                if (!rolledBack()) {
                    World.check(expected.containsAll(names), names + " instead of " + expected);
                }
                if (world.current.isEmpty()) {
                    World.check(world.runs.isEmpty(), "code of a removed library runs");
                }
                world.happen(new Event.Shutdown(ShutdownMode.FAST));
                while (!world.running.isEmpty() && !world.halted) {
                    world.exitAsAsked(0);
                }
            }
            World.check(world.halted, "the host does not halt after " + history);
        }

        private boolean rolledBack() {
            return world.orders.stream().anyMatch(Order.RolledBack.class::isInstance);
        }
    }

    @Test
    void whatever_happens_to_libraries_no_worker_runs_twice_and_what_is_unused_goes() {
        Arrays.stream(Letter.values())
                .parallel()
                .forEach(first -> search(new ArrayList<>(List.of(first))));
        System.out.printf("histories of libraries, 1 to %d events: %,d%n", DEPTH, histories.sum());
        assertTrue(histories.sum() > 100);
    }

    private void search(List<Letter> history) {
        for (boolean replaceDynamic : new boolean[] {false, true}) {
            var scene = replay(history, replaceDynamic);
            if (scene.isEmpty()) {
                return;
            }
            histories.increment();
            try {
                scene.orElseThrow().check(history);
            } catch (AssertionError broken) {
                throw new AssertionError(broken.getMessage() + " after " + history, broken);
            }
        }
        if (history.size() < DEPTH) {
            for (var letter : Letter.values()) {
                history.add(letter);
                search(history);
                history.removeLast();
            }
        }
    }

    /** The scene after a history, or none if its last event could not happen. */
    private static Optional<Scene> replay(List<Letter> history, boolean replaceDynamic) {
        var scene = new Scene(replaceDynamic);
        for (int i = 0; i < history.size(); i++) {
            try {
                if (!scene.happen(history.get(i)) && i == history.size() - 1) {
                    return Optional.empty();
                }
            } catch (AssertionError broken) {
                throw new AssertionError(broken.getMessage() + " after " + history, broken);
            }
        }
        return Optional.of(scene);
    }
}
