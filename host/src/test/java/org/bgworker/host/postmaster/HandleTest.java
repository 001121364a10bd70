package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Event.Until.STARTED;
import static org.bgworker.host.postmaster.Event.Until.STOPPED;
import static org.bgworker.host.postmaster.Scenes.accepted;
import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.running;
import static org.bgworker.host.postmaster.Scenes.said;
import static org.bgworker.host.postmaster.Scenes.status;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;
import org.junit.jupiter.api.Test;

/** Rules R98 to R110: what a registrant learns, and when. */
final class HandleTest {
    private static final Order NOTIFY = new Order.Notify(50);

    @Test
    void R98_a_wait_that_the_host_does_not_outlive_is_told_so() {
        var world = running(1);
        var id = accepted(world.register(worker("a").build()));
        world.await(id, STOPPED, Long.MAX_VALUE);
        world.happen(new Event.Shutdown(ShutdownMode.IMMEDIATE));
        assertEquals(HandleStatus.POSTMASTER_DIED, answer(world));
    }

    @Test
    void R99_started_is_told_as_soon_as_the_thread_is() {
        var world = new World(1);
        world.happen(Scenes.preloaded(List.of(), List.of()));
        var id = accepted(world.register(worker("a").build()));
        world.await(id, STARTED, Long.MAX_VALUE);
        assertFalse(world.answers.containsKey(world.lastRequest()));
        world.happen(Scenes.seen(ServerState.RUN));
        assertEquals(HandleStatus.STARTED, answer(world));
    }

    @Test
    void R100_who_waits_for_its_restart_and_who_is_gone_are_told_apart() {
        var world = running(2);
        var waiting = accepted(world.register(restarting("a").build()));
        var gone = accepted(world.register(worker("b").build()));
        world.exit1(0);
        world.exit1(0);
        assertEquals(HandleStatus.STOPPED, status(world, waiting).status());
        assertEquals(HandleStatus.STOPPED, status(world, gone).status());
        assertEquals(State.WAITING_FOR_RESTART, status(world, waiting).state());
        assertEquals(State.FINISHED, status(world, gone).state());
        assertEquals(
                new WorkerExit.Threw(World.CAUSE), status(world, gone).lastExit().orElseThrow());
    }

    @Test
    void R101_a_wait_for_the_start_ends_at_once_for_who_has_ended_or_waits_for_its_restart() {
        var world = running(2);
        var waiting = accepted(world.register(restarting("a").build()));
        var gone = accepted(world.register(worker("b").build()));
        world.exit1(0);
        world.exit1(0);
        world.await(waiting, STARTED, Long.MAX_VALUE);
        assertEquals(HandleStatus.STOPPED, answer(world));
        world.await(gone, STARTED, Long.MAX_VALUE);
        assertEquals(HandleStatus.STOPPED, answer(world));
    }

    @Test
    void R103_a_wait_ends_with_its_time_and_needs_no_notify_pid() {
        var world = running(2);
        var id = accepted(world.register(worker("a").build()));
        world.await(id, STOPPED, world.now + SECOND);
        world.pass(SECOND - 1);
        assertFalse(world.answers.containsKey(world.lastRequest()));
        world.pass(1);
        assertEquals(HandleStatus.STARTED, answer(world));
        world.await(id, STOPPED, Long.MAX_VALUE);
        world.exit0(0);
        assertEquals(HandleStatus.STOPPED, answer(world));
    }

    @Test
    void R105_who_does_not_follow_the_request_is_pressed() {
        var world = running(1);
        world.happen(new Event.Terminate(accepted(world.register(worker("deaf").build()))));
        assertEquals(List.of(), world.pass(2 * SECOND - 1));
        assertEquals(List.of(new Order.Interrupt(101)), world.pass(1));
    }

    @Test
    void R106_not_even_one_that_fails_as_it_is_asked_to_end_is_restarted() {
        var world = running(1);
        var id = accepted(world.register(restarting("a").build()));
        world.happen(new Event.Terminate(id));
        assertTrue(said(world.exit1(0)).contains("unregistering background worker \"a\""));
        assertEquals(State.FINISHED, status(world, id).state());
    }

    @Test
    void R107_start_exit_and_restart_are_notified() {
        var world = withSession();
        assertTrue(world.register(restarting("a").notifyPid(50).build()).contains(NOTIFY));
        assertTrue(world.exit1(0).contains(NOTIFY));
        assertTrue(world.pass(2 * SECOND).contains(NOTIFY));
    }

    @Test
    void R107_an_end_without_a_run_is_notified() {
        var world = withSession();
        var waiting = accepted(world.register(restarting("a").notifyPid(50).build()));
        world.exit1(0);
        assertTrue(world.happen(new Event.Terminate(waiting)).contains(NOTIFY));
        world.failLaunches = true;
        assertTrue(world.register(worker("b").notifyPid(50).build()).contains(NOTIFY));
        world.happen(Scenes.seen(ServerState.STARTUP));
        var unstarted = accepted(world.register(worker("c").notifyPid(50).build()));
        world.await(unstarted, STARTED, Long.MAX_VALUE);
        assertTrue(world.happen(new Event.Shutdown(ShutdownMode.FAST)).contains(NOTIFY));
    }

    @Test
    void R107_the_slot_is_free_before_the_notification() {
        var world = withSession();
        world.register(worker("a").notifyPid(50).build());
        var given = world.exit1(0);
        var freed =
                given.stream()
                        .filter(order ->
                                order instanceof Order.Say(_, var report)
                                        && report.primary().startsWith("unregistering"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(given.indexOf(freed) < given.indexOf(NOTIFY));
    }

    @Test
    void R109_a_worker_that_has_ended_is_not_notified_any_more() {
        var world = running(2);
        world.register(worker("registrant").build());
        var given = world.register(worker("a").notifyPid(101).build());
        assertTrue(given.contains(new Order.Notify(101)));
        world.exit0(0);
        assertFalse(world.exit0(0).contains(new Order.Notify(101)));
    }

    @Test
    void R110_who_comes_to_wait_during_the_shutdown_is_told_too() {
        var world = new World(2);
        world.happen(Scenes.preloaded(List.of(), List.of(Scenes.early("running"))));
        var id = accepted(world.register(worker("unstarted").build()));
        world.happen(new Event.Shutdown(ShutdownMode.FAST));
        assertFalse(world.halted);
        world.await(id, STARTED, Long.MAX_VALUE);
        assertEquals(HandleStatus.STOPPED, answer(world));
    }

    private static World withSession() {
        var world = running(2);
        world.happen(new Event.BackendStarted(50));
        return world;
    }

    private static HandleStatus answer(World world) {
        return Objects.requireNonNull(world.answers.get(world.lastRequest())).status();
    }
}
