package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.accepted;
import static org.bgworker.host.postmaster.Scenes.listed;
import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.version;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerStatus.State;
import org.junit.jupiter.api.Test;

/** What becomes of workers when their library is replaced or removed; PostgreSQL has no such. */
final class ReplacementTest {
    private static final BackgroundWorker A = restarting("a").build();
    private static final BackgroundWorker B = restarting("b").build();
    private static final LibraryVersion FIRST = new LibraryVersion("lib", 1);
    private static final LibraryVersion SECOND_VERSION = new LibraryVersion("lib", 2);

    private static World world(Duration probation, boolean replaceDynamic) {
        var world =
                new World(
                        new Limits(
                                4,
                                Duration.ofSeconds(2),
                                RestartPolicy.PLAIN,
                                true,
                                probation,
                                replaceDynamic,
                                false));
        world.happen(Scenes.preloaded(List.of(), List.of(A, B)));
        world.happen(Scenes.seen(ServerState.RUN));
        return world;
    }

    private static World world() {
        return world(Duration.ZERO, false);
    }

    private static List<Order> arrive(World world, long number, BackgroundWorker... workers) {
        return world.happen(new Event.LibraryArrived(version(number, List.of(workers))));
    }

    private static List<TerminateReason> asked(List<Order> orders) {
        return orders.stream()
                .filter(Order.Terminate.class::isInstance)
                .map(order -> ((Order.Terminate) order).reason())
                .toList();
    }

    private static List<String> workers(World world) {
        return world.postmaster.snapshot(world.now).workers().stream()
                .map(one -> one.entry().name())
                .sorted()
                .toList();
    }

    private static WorkerId id(World world, String name) {
        return world.postmaster.snapshot(world.now).workers().stream()
                .filter(one -> one.entry().name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void a_new_version_runs_when_the_run_of_the_old_one_has_ended() {
        var world = world();
        var given = arrive(world, 2, A, B);
        assertEquals(
                List.of(TerminateReason.REPLACEMENT, TerminateReason.REPLACEMENT), asked(given));
        assertEquals(List.of(), started(given));
        assertEquals(1, started(world.exitAsAsked(0)).size());
        assertEquals(1, started(world.exitAsAsked(0)).size());
        assertEquals(List.of(SECOND_VERSION, SECOND_VERSION), List.copyOf(world.runs.values()));
    }

    @Test
    void the_old_version_is_unloaded_when_its_last_run_has_ended_and_not_before() {
        var world = world();
        arrive(world, 2, A, B);
        world.exitAsAsked(0);
        assertTrue(world.unloaded.isEmpty());
        world.exitAsAsked(0);
        assertEquals(Set.of(FIRST), world.unloaded);
    }

    @Test
    void a_worker_keeps_its_handle_and_its_counts_and_a_return_does_not_end_it() {
        var world = world();
        var id = id(world, "a");
        int starts = listed(world, id).starts();
        arrive(world, 2, A, B);
        world.exit0(0);
        world.exit0(0);
        assertEquals(starts + 1, listed(world, id).starts());
        assertEquals(0, listed(world, id).failures());
        assertEquals(Optional.of(SECOND_VERSION), listed(world, id).version());
    }

    @Test
    void a_failure_on_the_way_out_is_not_held_against_it() {
        var world = world();
        var id = id(world, "b");
        arrive(world, 2, A, B);
        world.exit1(0);
        world.exit1(0);
        assertEquals(State.RUNNING, listed(world, id).status().state());
        assertEquals(0, listed(world, id).failures());
    }

    @Test
    void what_the_new_version_does_not_register_goes_and_what_it_adds_comes() {
        var world = world();
        var given = arrive(world, 2, A, restarting("c").build());
        assertEquals(List.of("c"), started(given));
        assertEquals(2, asked(given).size());
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        assertEquals(List.of("a", "c"), workers(world));
    }

    @Test
    void a_changed_record_holds_from_the_next_run_on() {
        var world = world();
        var id = id(world, "a");
        var changed = restarting("a").function("g").build();
        arrive(world, 2, changed, B);
        assertEquals("f", listed(world, id).entry().functionName());
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        assertEquals("g", listed(world, id).entry().functionName());
        assertTrue(world.running.containsValue(changed));
    }

    @Test
    void a_record_that_breaks_the_rules_is_as_good_as_none() {
        var world = world();
        arrive(world, 2, restarting("a").notifyPid(7).build(), B);
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        assertEquals(List.of("b"), workers(world));
    }

    @Test
    void a_worker_that_waits_for_its_restart_is_started_at_once() {
        var world = world();
        world.exit1(0);
        assertEquals(1, started(arrive(world, 2, A, B)).size());
    }

    @Test
    void a_worker_that_has_failed_too_often_gets_another_chance() {
        var limits =
                new Limits(
                        4,
                        Duration.ofSeconds(2),
                        RestartPolicy.PLAIN.atMost(1, Duration.ofHours(1)),
                        true,
                        Duration.ZERO,
                        false,
                        false);
        var world = new World(limits);
        world.happen(Scenes.preloaded(List.of(), List.of(A)));
        world.happen(Scenes.seen(ServerState.RUN));
        world.exit1(0);
        world.pass(2 * SECOND);
        world.exit1(0);
        assertEquals(State.FAILED, listed(world, id(world, "a")).status().state());
        world.notBefore.clear();
        assertEquals(List.of("a"), started(arrive(world, 2, A)));
    }

    @Test
    void a_dynamic_worker_runs_on_and_its_restart_is_of_the_new_version() {
        var world = world();
        var id = accepted(world.register(restarting("dynamic").build()));
        arrive(world, 2, A, B);
        assertEquals(State.RUNNING, listed(world, id).status().state());
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        assertTrue(world.unloaded.isEmpty());
        world.exit1(0);
        assertEquals(Set.of(FIRST), world.unloaded);
        world.pass(2 * SECOND);
        assertEquals(Optional.of(SECOND_VERSION), listed(world, id).version());
    }

    @Test
    void dynamic_workers_move_at_once_if_that_is_set_and_those_that_run_once_end() {
        var world = world(Duration.ZERO, true);
        var restarting = accepted(world.register(restarting("dynamic").build()));
        var once = accepted(world.register(worker("once").build()));
        assertEquals(4, asked(arrive(world, 2, A, B)).size());
        for (int i = 0; i < 4; i++) {
            world.exitAsAsked(0);
        }
        assertEquals(Optional.of(SECOND_VERSION), listed(world, restarting).version());
        assertEquals(State.FINISHED, Scenes.status(world, once).state());
    }

    @Test
    void the_workers_of_a_removed_library_end_and_are_unregistered() {
        var world = world();
        var dynamic = accepted(world.register(restarting("dynamic").build()));
        world.exit1(0);
        var given = world.happen(new Event.LibraryRemoved("lib"));
        assertEquals(
                List.of(TerminateReason.ADMINISTRATOR, TerminateReason.ADMINISTRATOR),
                asked(given));
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        assertEquals(List.of(), workers(world));
        assertEquals(Set.of(FIRST), world.unloaded);
        assertEquals(State.FINISHED, Scenes.status(world, dynamic).state());
    }

    @Test
    void a_removed_library_that_comes_back_begins_anew() {
        var world = world();
        var before = id(world, "a");
        world.happen(new Event.LibraryRemoved("lib"));
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        assertEquals(2, started(arrive(world, 2, A, B)).size());
        assertNotEquals(before, id(world, "a"));
    }

    @Test
    void a_version_that_fails_on_probation_is_rolled_back_once() {
        var world = world(Duration.ofSeconds(30), false);
        arrive(world, 2, A, B);
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        var given = world.exit1(0);
        assertEquals(FIRST, world.current.get("lib"));
        assertEquals(1, started(given).size());
        world.exitAsAsked(0);
        assertEquals(Set.of(SECOND_VERSION), world.unloaded);
        assertEquals(List.of(FIRST, FIRST), List.copyOf(world.runs.values()));
        world.exit1(0);
        assertEquals(FIRST, world.current.get("lib"));
    }

    @Test
    void a_version_that_has_proven_itself_is_not_rolled_back_and_the_one_before_may_go() {
        var world = world(Duration.ofSeconds(30), false);
        arrive(world, 2, A, B);
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        assertTrue(world.unloaded.isEmpty());
        world.pass(30 * SECOND);
        assertEquals(Set.of(FIRST), world.unloaded);
        world.exit1(0);
        assertEquals(SECOND_VERSION, world.current.get("lib"));
    }

    @Test
    void an_unproven_version_that_is_replaced_leaves_the_proven_one_to_fall_back_on() {
        var world = world(Duration.ofSeconds(30), false);
        arrive(world, 2, A, B);
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        arrive(world, 3, A, B);
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        assertEquals(Set.of(SECOND_VERSION), world.unloaded);
        world.exit1(0);
        assertEquals(FIRST, world.current.get("lib"));
    }

    @Test
    void a_worker_that_was_asked_to_end_and_fails_does_not_roll_back() {
        var world = world(Duration.ofSeconds(30), false);
        arrive(world, 2, A, B);
        world.exitAsAsked(0);
        world.exitAsAsked(0);
        world.happen(new Event.Terminate(id(world, "a")));
        world.exit1(world.others().toList().indexOf(pidOf(world, "a")));
        assertEquals(SECOND_VERSION, world.current.get("lib"));
    }

    private static int pidOf(World world, String name) {
        return listed(world, id(world, name)).status().pid();
    }

    @Test
    void a_library_that_a_worker_has_loaded_is_current_from_then_on() {
        var world = new World(2);
        world.happen(new Event.Preloaded(List.of(), List.of()));
        world.happen(Scenes.seen(ServerState.RUN));
        var id = accepted(world.register(restarting("dynamic").build()));
        world.current.put("lib", FIRST);
        int pid = listed(world, id).status().pid();
        world.runs.put(pid, FIRST);
        world.happen(new Event.LibraryFound(pid, FIRST));
        assertEquals(Optional.of(FIRST), listed(world, id).version());
        arrive(world, 2);
        assertTrue(world.unloaded.isEmpty());
        world.exit0(0);
        assertEquals(Set.of(FIRST), world.unloaded);
    }
}
