package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.accepted;
import static org.bgworker.host.postmaster.Scenes.early;
import static org.bgworker.host.postmaster.Scenes.listed;
import static org.bgworker.host.postmaster.Scenes.refusals;
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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Datum;
import org.bgworker.spi.Extra;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerStatus;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;
import org.junit.jupiter.api.Test;

/** Rules R14 to R49: what a slot holds, from its registration to its end. */
final class SlotTest {
    private static final BackgroundWorker UNATTACHED =
            worker("unattached").flags(WorkerFlag.BACKEND_DATABASE_CONNECTION).build();

    @Test
    void R14_the_listing_shows_the_type_that_the_log_shows() {
        var world = running(2);
        var id = accepted(world.register(worker("a").type("my kind").build()));
        var type = listed(world, id).entry().type();
        assertTrue(said(world.exit1(0)).getLast().startsWith("background worker \"" + type + "\""));
        assertEquals("my kind", type);
    }

    @Test
    void R16_a_worker_is_started_with_the_notify_pid_that_is_honoured() {
        var world = running(3);
        world.happen(new Event.BackendStarted(50));
        assertEquals(50, notifyPidAtStart(world.register(worker("a").notifyPid(50).build())));
        assertEquals(0, notifyPidAtStart(world.register(worker("b").notifyPid(51).build())));
        assertEquals(0, notifyPidAtStart(world.register(worker("c").build())));
    }

    private static int notifyPidAtStart(List<Order> orders) {
        return orders.stream()
                .filter(Order.Start.class::isInstance)
                .map(order -> ((Order.Start) order).worker().notifyPid())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void R18_a_worker_need_not_attach_shared_memory() {
        assertEquals(List.of("a"), started(running(2).register(worker("a").build())));
    }

    @Test
    void R24_a_database_connection_without_shared_memory_gets_the_message_of_14() {
        assertEquals(
                "background worker \"unattached\": must attach to shared memory in order to request a database connection",
                refusals(running(2).register(UNATTACHED)).getFirst().primary());
    }

    @Test
    void R23_a_refused_dynamic_worker_is_told_as_an_error_to_its_registrant_alone() {
        var world = running(2);
        var given = world.register(UNATTACHED);
        assertEquals(Severity.ERROR, refusals(given).getFirst().severity());
        assertEquals(List.of(), reports(given));
        assertEquals(1, accepted(world.register(worker("next").build())).generation());
    }

    @Test
    void R31_dynamic_workers_are_announced_once_they_are_accepted() {
        var world = running(1);
        assertEquals("registering background worker \"a\"", first(world, worker("a").build()));
        assertEquals("", first(world, worker("too many").build()));
    }

    private static String first(World world, BackgroundWorker worker) {
        return said(world.register(worker)).stream().findFirst().orElse("");
    }

    @Test
    void R36_a_static_worker_that_returned_is_gone_whatever_the_database_does() {
        var world = running(1, restarting("a").build());
        world.exit0(0);
        assertEquals(List.of(), world.postmaster.snapshot(world.now).workers());
        world.happen(Scenes.seen(ServerState.STARTUP));
        assertEquals(List.of(), started(world.happen(Scenes.seen(ServerState.RUN))));
    }

    @Test
    void R39_who_waits_for_its_restart_keeps_its_slot() {
        var world = running(1);
        world.register(restarting("a").build());
        world.exit1(0);
        assertEquals(1, refusals(world.register(worker("b").build())).size());
    }

    @Test
    void R42_the_answer_is_given_before_the_start_is_ordered() {
        var world = running(1);
        var given = world.register(worker("a").build());
        var id = accepted(given);
        assertTrue(
                given.indexOf(new Order.Registered(world.lastRequest(), id))
                        < given.indexOf(new Order.Start(id, worker("a").build(), 1)));
        var waiting = new World(1);
        waiting.happen(Scenes.preloaded(List.of(), List.of()));
        var reserved = accepted(waiting.register(worker("b").build()));
        assertEquals(HandleStatus.NOT_YET_STARTED, status(waiting, reserved).status());
    }

    @Test
    void R46_terminated_before_its_start_it_never_runs_and_after_it_is_asked_to_end() {
        var world = new World(2);
        world.happen(new Event.BackendStarted(50));
        world.happen(Scenes.preloaded(List.of(), List.of()));
        var unstarted = accepted(world.register(worker("a").notifyPid(50).build()));
        var given = world.happen(new Event.Terminate(unstarted));
        assertEquals(List.of("unregistering background worker \"a\""), said(given));
        assertTrue(given.contains(new Order.Notify(50)));
        assertEquals(HandleStatus.STOPPED, status(world, unstarted).status());
        assertEquals(List.of(), started(world.happen(Scenes.seen(ServerState.RUN))));
        var running = accepted(world.register(worker("b").build()));
        world.happen(new Event.Terminate(running));
        assertEquals(State.STOPPING, status(world, running).state());
    }

    @Test
    void R48_a_dynamic_worker_outlives_its_registrant_with_its_restart_time() {
        var world = running(1);
        world.happen(new Event.BackendStarted(2)); // as which the world registers
        world.register(restarting("a").build());
        world.happen(new Event.BackendExited(2));
        assertEquals(1, world.running.size());
        world.exit1(0);
        assertEquals(List.of("a"), started(world.pass(2 * SECOND)));
    }

    @Test
    void R49_sessions_take_no_slot() {
        var world = running(1);
        for (int pid = 50; pid < 60; pid++) {
            world.happen(new Event.BackendStarted(pid));
        }
        assertEquals(List.of("a"), started(world.register(worker("a").build())));
    }

    @Test
    void R118_all_are_listed_started_or_not() {
        var world = new World(2);
        world.happen(Scenes.preloaded(List.of(early("own")), List.of(early("runs"))));
        var id = accepted(world.register(worker("waits").build()));
        assertEquals(
                List.of("runs", "waits", "own"),
                world.postmaster.snapshot(world.now).workers().stream()
                        .map(w -> w.entry().name())
                        .toList());
        assertFalse(listed(world, id).own());
        assertEquals(State.REGISTERED, listed(world, id).status().state());
    }

    @Test
    void R16_a_notify_pid_that_is_nobodys_costs_the_worker_nothing_else() {
        var worker =
                worker("a")
                        .type("kind")
                        .flags(WorkerFlag.SHMEM_ACCESS)
                        .startTime(StartTime.POSTMASTER_START)
                        .restartAfter(Duration.ofSeconds(3))
                        .mainArg(Datum.of(42))
                        .extra(Extra.of("more"));
        var world = running(1);
        var id = accepted(world.register(worker.notifyPid(51).build()));
        assertEquals(worker.notifyPid(0).build(), listed(world, id).entry());
    }

    @Test
    void R24_with_shared_memory_and_a_later_start_a_connection_is_granted() {
        var worker =
                worker("a")
                        .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION)
                        .build();
        assertEquals(List.of("a"), started(running(1).register(worker)));
    }

    @Test
    void R35_the_hosts_own_worker_stands_behind_the_slots_with_generation_0() {
        var world = new World(2);
        world.happen(Scenes.preloaded(List.of(early("own")), List.of()));
        assertEquals(
                new WorkerId(2, 0), world.postmaster.snapshot(world.now).workers().getFirst().id());
    }

    @Test
    void R98_the_last_thousand_who_ended_are_remembered() {
        var world = running(1);
        var ids = new ArrayList<WorkerId>();
        for (int i = 0; i < 1001; i++) {
            ids.add(accepted(world.register(worker("a").build())));
            world.exit0(0);
        }
        assertEquals(finished(Optional.empty()), status(world, ids.getFirst()));
        assertEquals(finished(Optional.of(new WorkerExit.Returned())), status(world, ids.get(1)));
    }

    private static WorkerStatus finished(Optional<WorkerExit> exit) {
        return new WorkerStatus(HandleStatus.STOPPED, State.FINISHED, 0, exit, Optional.empty());
    }
}
