package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.early;
import static org.bgworker.host.postmaster.Scenes.refusals;
import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.running;
import static org.bgworker.host.postmaster.Scenes.said;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.junit.jupiter.api.Test;

/** Rules R59, R66, R110, R119 to R121: the way down. */
final class ShutdownTest {
    @Test
    void R59_and_R119_a_smart_shutdown_waits_for_sessions_and_still_starts_workers() {
        var world = running(2, worker("a").build());
        world.happen(new Event.BackendStarted(50));
        shutdown(world, ShutdownMode.SMART);
        assertEquals(List.of("b"), started(world.register(worker("b").build())));
        assertTrue(world.told.isEmpty());
        world.happen(new Event.BackendExited(50));
        assertEquals(2, world.told.size());
        assertEquals(1, refusals(world.register(worker("c").build())).size());
    }

    @Test
    void R119_who_is_due_while_it_waits_is_restarted_in_time() {
        var world = running(2, restarting("a").build());
        world.happen(new Event.BackendStarted(50));
        shutdown(world, ShutdownMode.SMART);
        world.exit1(0);
        assertEquals(List.of(), started(world.pass(2 * SECOND - 1)));
        assertEquals(List.of("a"), started(world.pass(1)));
    }

    @Test
    void R119_without_sessions_a_smart_shutdown_stops_at_once() {
        var world = running(2, worker("a").build());
        shutdown(world, ShutdownMode.SMART);
        assertEquals(1, world.told.size());
        world.exitAsAsked(0);
        assertTrue(world.halted);
    }

    @Test
    void R120_a_fast_shutdown_asks_all_together_and_the_hosts_own_workers_last() {
        var world = new World(4);
        world.happen(Scenes.preloaded(List.of(early("own")), List.of(early("a"), early("b"))));
        var given = shutdown(world, ShutdownMode.FAST);
        assertEquals(
                List.of("received fast shutdown request", "aborting any active transactions"),
                said(given));
        assertEquals(2, world.told.size());
        world.exitAsAsked(0);
        assertFalse(world.halted);
        given = world.exitAsAsked(0);
        assertTrue(
                given.stream()
                        .anyMatch(one ->
                                one instanceof Order.Terminate(_, var reason)
                                        && reason == TerminateReason.SHUTDOWN));
        world.exitAsAsked(0);
        assertTrue(world.halted);
    }

    @Test
    void R120_nothing_is_restarted_on_the_way_down() {
        var world = running(2, restarting("a").build(), worker("b").build());
        shutdown(world, ShutdownMode.FAST);
        world.exit1(0);
        assertEquals(List.of(), started(world.pass(SECOND)));
    }

    @Test
    void R121_an_immediate_shutdown_halts_without_waiting() {
        var world = running(2, worker("a").build());
        shutdown(world, ShutdownMode.IMMEDIATE);
        assertTrue(world.halted);
    }

    @Test
    void R66_who_does_not_end_is_interrupted_cut_off_and_given_up_and_the_host_goes_down() {
        var world = running(2, worker("deaf").build());
        shutdown(world, ShutdownMode.FAST);
        assertEquals(List.of(), world.pass(2 * SECOND - 1));
        assertEquals(List.of(new Order.Interrupt(101)), world.pass(1));
        assertEquals(List.of(), world.pass(SECOND / 2 - 1));
        assertEquals(List.of(new Order.Abort(101)), world.pass(1));
        assertEquals(List.of(), world.pass(SECOND / 2 - 1));
        assertEquals(List.of(new Order.Abandon(101), new Order.Halt(1)), world.pass(1));
    }

    @Test
    void a_given_up_worker_keeps_its_slot_until_it_ends_after_all() {
        var world = running(1);
        var id = accepted(world.register(worker("deaf").build()));
        world.happen(new Event.Terminate(id));
        world.pass(10 * SECOND);
        assertEquals(1, refusals(world.register(worker("next").build())).size());
        world.exit1(0);
        assertEquals(List.of("next"), started(world.register(worker("next").build())));
    }

    @Test
    void R110_who_waits_for_a_start_that_will_not_come_is_told() {
        var world = new World(2);
        world.happen(Scenes.preloaded(List.of(), List.of(early("running"))));
        var id = accepted(world.register(worker("unstarted").build()));
        world.await(id, Event.Until.STARTED, Long.MAX_VALUE);
        long early = world.lastRequest();
        var other = accepted(world.postmaster.snapshot(world.now));
        shutdown(world, ShutdownMode.FAST);
        assertEquals(HandleStatus.STOPPED, status(world, early));
        assertFalse(world.halted);
        world.await(other, Event.Until.STOPPED, Long.MAX_VALUE);
        long late = world.lastRequest();
        world.exitAsAsked(0);
        assertTrue(world.answers.containsKey(late));
    }

    @Test
    void a_harder_request_overtakes_a_milder_one_and_not_the_other_way_round() {
        var world = running(2, worker("a").build());
        world.happen(new Event.BackendStarted(50));
        shutdown(world, ShutdownMode.SMART);
        assertEquals(List.of(), shutdown(world, ShutdownMode.SMART));
        shutdown(world, ShutdownMode.FAST);
        assertEquals(1, world.told.size());
        assertEquals(List.of(), shutdown(world, ShutdownMode.SMART));
        shutdown(world, ShutdownMode.IMMEDIATE);
        assertTrue(world.halted);
    }

    @Test
    void who_is_being_launched_as_the_shutdown_comes_is_asked_to_end_once_launched() {
        var postmaster = new World(1).postmaster;
        postmaster.on(Scenes.preloaded(List.of(), List.of(early("slow to launch"))), 0);
        postmaster.on(new Event.Shutdown(ShutdownMode.FAST), 0);
        assertEquals(
                new Order.Terminate(101, TerminateReason.SHUTDOWN),
                postmaster.on(new Event.Launched(new WorkerId(0, 0), 101), 0).getLast());
    }

    private static WorkerId accepted(Snapshot snapshot) {
        return snapshot.workers().stream()
                .filter(one -> one.entry().name().equals("running"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static WorkerId accepted(List<Order> orders) {
        return Scenes.accepted(orders);
    }

    private static HandleStatus status(World world, long request) {
        return java.util.Objects.requireNonNull(world.answers.get(request)).status();
    }

    private static List<Order> shutdown(World world, ShutdownMode mode) {
        return world.happen(new Event.Shutdown(mode));
    }
}
