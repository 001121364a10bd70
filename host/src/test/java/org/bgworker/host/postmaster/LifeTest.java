package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.accepted;
import static org.bgworker.host.postmaster.Scenes.early;
import static org.bgworker.host.postmaster.Scenes.reports;
import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.running;
import static org.bgworker.host.postmaster.Scenes.said;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.status;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;
import org.junit.jupiter.api.Test;

/** Rules R51 to R117: starts, exits, restarts, handles. */
final class LifeTest {
    @Test
    void R51_each_state_allows_its_start_times() {
        var world = new World(8);
        var all =
                List.of(
                        worker("finished").build(),
                        worker("consistent").startTime(StartTime.CONSISTENT_STATE).build(),
                        early("early"));
        assertEquals(List.of("early"), started(world.happen(Scenes.preloaded(List.of(), all))));
        assertEquals(List.of(), started(reach(world, ServerState.RECOVERY)));
        assertEquals(List.of("consistent"), started(reach(world, ServerState.HOT_STANDBY)));
        assertEquals(List.of("finished"), started(reach(world, ServerState.RUN)));
    }

    @Test
    void R52_on_a_primary_both_start_in_the_same_pass() {
        var world = new World(8);
        var all =
                List.of(
                        worker("finished").build(),
                        worker("consistent").startTime(StartTime.CONSISTENT_STATE).build());
        world.happen(Scenes.preloaded(List.of(), all));
        assertEquals(List.of("consistent", "finished"), started(reach(world, ServerState.RUN)));
    }

    @Test
    void R55_a_change_of_state_stops_nobody() {
        var world = running(2, worker("a").build());
        assertEquals(
                List.of(new Order.TellDatabase(DatabaseState.UNAVAILABLE)),
                reach(world, ServerState.STARTUP));
        assertEquals(1, world.running.size());
    }

    @Test
    void R57_at_most_100_are_started_before_other_events_are_served() {
        var world = new World(250);
        var many =
                IntStream.range(0, 250)
                        .mapToObj(i -> early("w" + i))
                        .toArray(BackgroundWorker[]::new);
        var given = world.postmaster.on(Scenes.preloaded(List.of(), List.of(many)), world.now);
        assertEquals(100, started(given).size());
        assertEquals(Long.MIN_VALUE, world.postmaster.nextWakeup());
        assertEquals(100, started(world.postmaster.on(new Event.Tick(), world.now)).size());
        assertEquals(50, started(world.postmaster.on(new Event.Tick(), world.now)).size());
        assertEquals(Long.MAX_VALUE, world.postmaster.nextWakeup());
    }

    @Test
    void R61_a_failed_launch_is_an_exit_1() {
        var world = running(2);
        world.failLaunches = true;
        var id = accepted(world.register(restarting("a").build()));
        assertEquals(State.WAITING_FOR_RESTART, status(world, id).state());
        world.failLaunches = false;
        assertEquals(List.of("a"), started(world.pass(2 * SECOND)));
        world.failLaunches = true;
        var never = accepted(world.register(worker("never").build()));
        assertEquals(State.FINISHED, status(world, never).state());
    }

    @Test
    void R81_who_returns_is_unregistered_whatever_its_restart_time() {
        var world = running(2, restarting("a").build());
        var given = world.exit0(0);
        assertEquals(
                List.of(
                        "unregistering background worker \"a\"",
                        "background worker \"a\" (PID 101) exited with exit code 0"),
                said(given));
        assertEquals(List.of(), started(world.pass(10 * SECOND)));
    }

    @Test
    void R82_who_fails_is_restarted_after_its_time_and_R89_never_early() {
        var world = running(2, restarting("a").build());
        world.exit1(0);
        assertEquals(List.of(), started(world.pass(2 * SECOND - 1)));
        assertEquals(List.of("a"), started(world.pass(1)));
    }

    @Test
    void R82_who_fails_without_a_restart_time_is_unregistered() {
        var world = running(2, worker("a").build());
        assertTrue(said(world.exit1(0)).contains("unregistering background worker \"a\""));
    }

    @Test
    void R90_slot_generation_and_handle_outlast_a_restart() {
        var world = running(2);
        var id = accepted(world.register(restarting("a").build()));
        int before = status(world, id).pid();
        world.exit1(0);
        world.pass(2 * SECOND);
        assertEquals(HandleStatus.STARTED, status(world, id).status());
        assertTrue(status(world, id).pid() > before);
    }

    @Test
    void R98_and_R100_a_handle_tells_not_yet_started_started_and_stopped() {
        var world = new World(2);
        world.happen(Scenes.preloaded(List.of(), List.of()));
        var id = accepted(world.register(restarting("a").build()));
        assertEquals(HandleStatus.NOT_YET_STARTED, status(world, id).status());
        reach(world, ServerState.RUN);
        assertEquals(HandleStatus.STARTED, status(world, id).status());
        world.exit1(0);
        assertEquals(HandleStatus.STOPPED, status(world, id).status());
        assertEquals(State.WAITING_FOR_RESTART, status(world, id).state());
    }

    @Test
    void the_last_exit_is_told_after_the_worker_is_gone() {
        var world = running(2);
        var id = accepted(world.register(worker("a").build()));
        world.exit1(0);
        world.register(worker("another in the same slot").build());
        var status = status(world, id);
        assertEquals(State.FINISHED, status.state());
        assertTrue(
                status.lastExit().orElseThrow() instanceof WorkerExit.Threw(var cause)
                        && cause.message().equals("boom"));
    }

    @Test
    void R101_a_wait_for_the_start_ends_with_it_and_R102_one_for_the_end_at_the_first_exit() {
        var world = new World(2);
        world.happen(Scenes.preloaded(List.of(), List.of()));
        var id = accepted(world.register(restarting("a").build()));
        world.await(id, Event.Until.STARTED, Long.MAX_VALUE);
        long start = world.lastRequest();
        world.await(id, Event.Until.STOPPED, Long.MAX_VALUE);
        long stop = world.lastRequest();
        assertFalse(world.answers.containsKey(start));
        reach(world, ServerState.RUN);
        assertEquals(HandleStatus.STARTED, answer(world, start));
        assertFalse(world.answers.containsKey(stop));
        world.exit1(0);
        assertEquals(HandleStatus.STOPPED, answer(world, stop));
    }

    @Test
    void R104_a_stale_handle_changes_nothing() {
        var world = running(1);
        var stale = accepted(world.register(worker("a").build()));
        world.exit0(0);
        world.register(worker("b").build());
        assertEquals(List.of(), world.happen(new Event.Terminate(stale)));
        assertEquals(1, world.running.size());
    }

    @Test
    void R105_terminate_asks_once_and_unregisters_who_does_not_run() {
        var world = running(2);
        var id = accepted(world.register(restarting("a").build()));
        assertEquals(1, world.happen(new Event.Terminate(id)).size());
        assertEquals(List.of(), world.happen(new Event.Terminate(id)));
        var waiting = accepted(world.register(restarting("b").build()));
        world.exit1(1);
        assertEquals(
                List.of("unregistering background worker \"b\""),
                said(world.happen(new Event.Terminate(waiting))));
    }

    @Test
    void R106_who_was_terminated_is_not_restarted() {
        var world = running(2);
        world.happen(new Event.Terminate(accepted(world.register(restarting("a").build()))));
        world.exitAsAsked(0);
        assertEquals(List.of(), started(world.pass(10 * SECOND)));
    }

    @Test
    void R107_start_and_exit_are_notified_the_slot_being_free_by_then() {
        var world = running(2);
        world.happen(new Event.BackendStarted(50));
        var given = world.register(worker("a").notifyPid(50).build());
        assertTrue(given.contains(new Order.Notify(50)));
        given = world.exit1(0);
        assertTrue(given.contains(new Order.Notify(50)));
    }

    @Test
    void R108_only_a_living_backend_is_notified() {
        var world = running(2);
        var given = world.register(worker("a").notifyPid(51).build());
        assertTrue(said(given).contains("worker notification PID 51 is not valid"));
        assertFalse(given.contains(new Order.Notify(51)));
        given = world.register(worker("b").build());
        assertFalse(said(given).contains("worker notification PID 0 is not valid"));
    }

    @Test
    void R109_a_backend_that_is_gone_is_not_notified_any_more() {
        var world = running(2);
        world.happen(new Event.BackendStarted(50));
        world.register(worker("a").notifyPid(50).build());
        world.happen(new Event.BackendExited(50));
        assertFalse(world.exit1(0).contains(new Order.Notify(50)));
    }

    @Test
    void R117_exit_lines_bear_the_type_and_an_orderly_end_is_no_news() {
        var world = running(3, worker("a").type("kind").build(), worker("b").type("kind").build());
        var failed = reports(world.exit1(0)).getLast();
        assertEquals(
                "background worker \"kind\" (PID 101) exited with exit code 1", failed.primary());
        assertEquals(Severity.LOG, failed.severity());
        world.happen(new Event.Shutdown(ShutdownMode.FAST));
        var orderly = reports(world.exitAsAsked(0));
        assertTrue(orderly.stream().allMatch(one -> one.severity().compareTo(Severity.LOG) <= 0));
    }

    private static List<Order> reach(World world, ServerState state) {
        return world.happen(Scenes.seen(state));
    }

    private static HandleStatus answer(World world, long request) {
        return java.util.Objects.requireNonNull(world.answers.get(request)).status();
    }
}
