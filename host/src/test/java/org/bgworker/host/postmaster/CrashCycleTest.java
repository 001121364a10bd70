package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.accepted;
import static org.bgworker.host.postmaster.Scenes.running;
import static org.bgworker.host.postmaster.Scenes.said;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.status;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;
import org.junit.jupiter.api.Test;

/** Rules R83 and R91 to R96: a crash with shared memory attached. */
final class CrashCycleTest {
    private static final String OTHERS = "terminating any other active server processes";
    private static final String AGAIN = "all server processes terminated; reinitializing";

    private static BackgroundWorker.Builder shared(String name) {
        return worker(name).flags(WorkerFlag.SHMEM_ACCESS);
    }

    private static BackgroundWorker.Builder restarting(String name) {
        return shared(name).restartAfter(Duration.ofSeconds(30));
    }

    /** A world in which all of these run and have shared memory attached, in this order. */
    private static World attached(BackgroundWorker... workers) {
        var world = running(8);
        for (int i = 0; i < workers.length; i++) {
            world.register(workers[i]);
            world.attach(i);
        }
        return world;
    }

    @Test
    void R83_a_crash_with_shared_memory_attached_ends_all_that_have_it_attached_and_nobody_else() {
        var world = attached(restarting("victim").build(), restarting("bystander").build());
        world.register(restarting("not attached").build());
        world.register(worker("without").build());
        var given = world.crash(0);
        assertEquals(
                List.of(new Order.Terminate(102, TerminateReason.CRASH)),
                given.stream().filter(Order.Terminate.class::isInstance).toList());
        assertEquals(3, world.running.size());
    }

    @Test
    void R83_a_crash_without_shared_memory_attached_falls_alone() {
        var world = attached(restarting("bystander").build());
        world.register(restarting("victim").build());
        var given = world.crash(1);
        assertFalse(said(given).contains(OTHERS));
        assertEquals(1, world.running.size());
        assertEquals(List.of(), started(world.pass(30 * SECOND - 1)));
        assertEquals(List.of("victim"), started(world.pass(1)));
    }

    @Test
    void R83_an_exit_1_with_shared_memory_attached_is_no_crash() {
        var world = attached(restarting("fails").build(), restarting("bystander").build());
        assertFalse(said(world.exit1(0)).contains(OTHERS));
    }

    @Test
    void R91_the_first_bad_exit_is_told_later_ones_are_not() {
        var world =
                attached(
                        restarting("victim").build(),
                        restarting("bystander").build(),
                        restarting("another").build());
        assertEquals(
                List.of(
                        "java.lang.IllegalStateException: boom",
                        "background worker \"victim\" (PID 101) exited with exit code 134",
                        OTHERS),
                said(world.crash(0)));
        assertEquals(List.of(), said(world.crash(0)));
        var given = world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH));
        assertEquals(AGAIN, said(given).getFirst());
    }

    @Test
    void
            R92_and_R97_after_it_victim_and_others_start_at_once_and_the_never_restarted_are_unregistered() {
        var world =
                attached(
                        restarting("by restart").build(),
                        shared("by never").build(),
                        restarting("victim").build());
        var given = new ArrayList<>(world.crash(2));
        given.addAll(world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH)));
        assertEquals(List.of(), started(given));
        given.addAll(world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH)));
        assertEquals(
                List.of(
                        "java.lang.IllegalStateException: boom",
                        "background worker \"victim\" (PID 103) exited with exit code 134",
                        OTHERS,
                        AGAIN,
                        "unregistering background worker \"by never\"",
                        "starting background worker process \"victim\"",
                        "starting background worker process \"by restart\""),
                said(given));
        assertTrue(
                given.indexOf(new Order.DropSharedMemory())
                        < given.indexOf(
                                given.stream()
                                        .filter(Order.Start.class::isInstance)
                                        .findFirst()
                                        .orElseThrow()));
    }

    @Test
    void R92_who_crashes_again_within_its_restart_time_waits_for_it() {
        var world = attached(restarting("victim").build());
        assertEquals(List.of("victim"), started(world.crash(0)));
        world.attach(0);
        world.pass(30 * SECOND - 1);
        assertEquals(List.of(), started(world.crash(0)));
        assertEquals(List.of("victim"), started(world.pass(30 * SECOND)));
        world.attach(0);
        assertEquals(List.of("victim"), started(world.crash(0)));
    }

    @Test
    void R92_a_crash_counts_as_a_failure_of_the_victim_alone() {
        var policy = RestartPolicy.PLAIN.atMost(1, Duration.ofMinutes(10));
        var world =
                attached(
                        shared("victim").restartAfter(Duration.ofSeconds(1), policy).build(),
                        shared("bystander").restartAfter(Duration.ofSeconds(1), policy).build());
        for (int i = 0; i < 2; i++) {
            world.crash(i == 0 ? 0 : 1);
            world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH));
            world.attach(0);
            if (i == 0) {
                world.attach(1);
            }
        }
        var states =
                world.postmaster.snapshot(world.now).workers().stream()
                        .map(one -> one.entry().name() + " " + one.status().state())
                        .toList();
        assertEquals(List.of("victim FAILED", "bystander RUNNING"), states);
    }

    @Test
    void R93_a_registrant_that_lives_on_keeps_its_handle_and_is_notified() {
        var world = running(4);
        world.happen(new Event.BackendStarted(50));
        var id = accepted(world.register(restarting("victim").notifyPid(50).build()));
        world.attach(0);
        var given = world.crash(0);
        assertTrue(given.contains(new Order.Notify(50)));
        assertEquals(HandleStatus.STARTED, status(world, id).status());
    }

    @Test
    void R56_nobody_that_uses_shared_memory_starts_before_the_cycle_is_over() {
        var world = attached(restarting("victim").build(), restarting("bystander").build());
        world.crash(0);
        assertEquals(List.of(), started(world.register(shared("later").build())));
        var early = shared("early").startTime(StartTime.POSTMASTER_START).build();
        assertEquals(List.of(), started(world.register(early)));
        assertEquals(List.of("without"), started(world.register(worker("without").build())));
        assertEquals(
                List.of("early", "later", "bystander", "victim"),
                started(world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH))));
    }

    @Test
    void R83_who_attaches_during_the_cycle_waits_for_new_memory() {
        var world = attached(restarting("victim").build(), restarting("bystander").build());
        world.register(shared("late").build());
        world.crash(0);
        world.attach(1);
        assertEquals(1, world.openRequests.size());
        world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH));
        assertEquals(0, world.openRequests.size());
        assertTrue(world.told.isEmpty());
    }

    @Test
    void who_waits_to_attach_may_give_up() {
        var world = attached(restarting("victim").build(), restarting("bystander").build());
        world.register(shared("late").build());
        world.crash(0);
        world.attach(1);
        world.happen(new Event.StopWaiting(world.lastRequest()));
        var given = world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH));
        assertFalse(given.contains(new Order.Attached(world.lastRequest())));
    }

    @Test
    void R106_who_was_terminated_is_unregistered_in_the_cycle_too() {
        var world = running(4);
        var victim = accepted(world.register(restarting("victim").build()));
        var bystander = accepted(world.register(restarting("bystander").build()));
        world.attach(0);
        world.attach(1);
        world.happen(new Event.Terminate(victim));
        world.crash(0);
        assertEquals(State.FINISHED, status(world, victim).state());
        world.happen(new Event.Terminate(bystander));
        world.exit(0, new WorkerExit.Terminated(TerminateReason.ADMINISTRATOR));
        assertEquals(State.FINISHED, status(world, bystander).state());
        assertEquals(AGAIN, said(world.orders).getLast());
    }

    @Test
    void R81_who_returns_in_the_cycle_is_unregistered() {
        var world = running(4);
        world.register(restarting("victim").build());
        var returns = accepted(world.register(restarting("returns").build()));
        world.attach(0);
        world.attach(1);
        world.crash(0);
        world.exit0(0);
        assertEquals(State.FINISHED, status(world, returns).state());
    }

    @Test
    void a_never_restarted_one_may_be_terminated_before_the_cycle_is_over() {
        var world = running(4);
        world.register(restarting("victim").build());
        var never = accepted(world.register(shared("never").build()));
        world.register(restarting("slow").build());
        world.attach(0);
        world.attach(1);
        world.attach(2);
        world.crash(0);
        world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH));
        world.happen(new Event.Terminate(never));
        var given = world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH));
        assertFalse(said(given).contains("unregistering background worker \"never\""));
    }

    @Test
    void R95_restart_after_crash_off_ends_the_host() {
        var world =
                new World(
                        new Limits(
                                4,
                                Duration.ofSeconds(2),
                                RestartPolicy.PLAIN,
                                false,
                                Duration.ZERO,
                                false,
                                false));
        world.happen(Scenes.preloaded(List.of(), List.of()));
        world.happen(Scenes.seen(ServerState.RUN));
        world.register(restarting("victim").build());
        world.attach(0);
        assertEquals(
                "shutting down because \"restart_after_crash\" is off",
                said(world.crash(0)).getLast());
        assertTrue(world.halted);
    }

    @Test
    void R96_who_does_not_end_in_5_s_is_pressed_and_at_last_left_behind() {
        var world =
                new World(
                        new Limits(
                                4,
                                Duration.ofMinutes(1),
                                RestartPolicy.PLAIN,
                                true,
                                Duration.ZERO,
                                false,
                                false));
        world.happen(Scenes.preloaded(List.of(), List.of()));
        world.happen(Scenes.seen(ServerState.RUN));
        world.register(restarting("victim").build());
        world.register(restarting("deaf").build());
        world.attach(0);
        world.attach(1);
        world.crash(0);
        assertEquals(List.of(), world.pass(5 * SECOND - 1));
        var given = world.pass(2 * SECOND);
        assertEquals(new Order.Interrupt(102), given.getFirst());
        assertTrue(said(given).contains(AGAIN));
        assertEquals(List.of("victim"), started(given));
        world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH));
        assertEquals(List.of("deaf"), started(world.pass(30 * SECOND)));
    }

    @Test
    void R83_on_the_way_down_a_crash_ends_nobody_else() {
        var world = attached(restarting("victim").build(), restarting("bystander").build());
        world.happen(new Event.Shutdown(ShutdownMode.FAST));
        assertFalse(said(world.crash(0)).contains(OTHERS));
        world.exitAsAsked(0);
        assertTrue(world.halted);
    }

    @Test
    void a_shutdown_in_the_cycle_ends_it_without_a_word() {
        var world = attached(restarting("victim").build(), restarting("bystander").build());
        world.crash(0);
        world.happen(new Event.Shutdown(ShutdownMode.FAST));
        var given = world.exit(0, new WorkerExit.Terminated(TerminateReason.CRASH));
        assertFalse(said(given).contains(AGAIN));
        assertTrue(world.halted);
    }
}
