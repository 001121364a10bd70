package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.accepted;
import static org.bgworker.host.postmaster.Scenes.early;
import static org.bgworker.host.postmaster.Scenes.refusals;
import static org.bgworker.host.postmaster.Scenes.reports;
import static org.bgworker.host.postmaster.Scenes.running;
import static org.bgworker.host.postmaster.Scenes.said;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerFlag;
import org.junit.jupiter.api.Test;

/** Rules R17 to R46: who gets a slot, which, and what is said. */
final class RegistrationTest {
    @Test
    void R17_all_broken_rules_are_told_the_first_leads() {
        var world = running(2);
        var bad =
                worker("bad")
                        .flags(WorkerFlag.BACKEND_DATABASE_CONNECTION)
                        .startTime(StartTime.POSTMASTER_START)
                        .build();
        assertEquals(
                List.of(
                        new Report(
                                Severity.ERROR,
                                "background worker \"bad\": must attach to shared memory in order to request a database connection",
                                "Also: background worker \"bad\": cannot request database access if starting at postmaster start.",
                                "")),
                refusals(world.register(bad)));
    }

    @Test
    void R19_a_database_connection_cannot_be_had_at_postmaster_start() {
        var world = running(2);
        var bad =
                worker("bad")
                        .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION)
                        .startTime(StartTime.POSTMASTER_START)
                        .build();
        assertEquals(
                "background worker \"bad\": cannot request database access if starting at postmaster start",
                refusals(world.register(bad)).getFirst().primary());
    }

    @Test
    void R23_a_refused_static_worker_does_not_stop_the_others() {
        var world = new World(8);
        var bad = worker("bad").flags(WorkerFlag.BACKEND_DATABASE_CONNECTION).build();
        var given = world.happen(Scenes.preloaded(List.of(), List.of(bad, early("good"))));
        assertEquals(List.of("good"), started(given));
        assertTrue(reports(given).stream().anyMatch(one -> one.severity() == Severity.LOG));
    }

    @Test
    void R29_a_static_worker_cannot_be_notified_for() {
        var world = new World(8);
        var bad = worker("bad").notifyPid(7).startTime(StartTime.POSTMASTER_START).build();
        var given = world.happen(Scenes.preloaded(List.of(), List.of(bad)));
        assertTrue(
                said(given)
                        .contains(
                                "background worker \"bad\": only dynamic background workers can request notification"));
        assertEquals(List.of(), started(given));
    }

    @Test
    void R30_static_workers_past_the_limit_are_refused_each_with_a_hint() {
        var world = new World(1);
        var given =
                world.happen(
                        Scenes.preloaded(List.of(), List.of(early("a"), early("b"), early("c"))));
        assertEquals(List.of("a"), started(given));
        var tooMany =
                new Report(
                        Severity.LOG,
                        "too many background workers",
                        "Up to 1 background worker can be registered with the current settings.",
                        "Consider increasing the configuration parameter \"max_worker_processes\".");
        assertEquals(2, reports(given).stream().filter(tooMany::equals).count());
    }

    @Test
    void R31_static_workers_are_announced_before_their_checks() {
        var world = new World(8);
        var bad = worker("bad").flags(WorkerFlag.BACKEND_DATABASE_CONNECTION).build();
        var given = world.happen(Scenes.preloaded(List.of(), List.of(bad)));
        assertEquals("registering background worker \"bad\"", said(given).getFirst());
    }

    @Test
    void R32_the_hosts_own_workers_take_no_slot_of_the_libraries() {
        var world = new World(2);
        var given = world.happen(Scenes.preloaded(List.of(early("own")), List.of(early("theirs"))));
        assertEquals(List.of("theirs", "own"), started(given));
        assertEquals(new WorkerId(1, 1), accepted(world.register(early("theirs too"))));
    }

    @Test
    void R33_static_workers_start_and_are_numbered_in_reverse() {
        var world = new World(8);
        var given =
                world.happen(
                        Scenes.preloaded(List.of(), List.of(early("a"), early("b"), early("c"))));
        assertEquals(List.of("c", "b", "a"), started(given));
        assertEquals(
                List.of("c", "b", "a"),
                world.postmaster.snapshot(world.now).workers().stream()
                        .map(w -> w.entry().name())
                        .toList());
    }

    @Test
    void R35_static_slots_begin_with_generation_0_and_dynamic_ones_with_1() {
        var world = running(2, worker("static").build());
        assertEquals(
                0, world.postmaster.snapshot(world.now).workers().getFirst().id().generation());
        assertEquals(1, accepted(world.register(worker("dynamic").build())).generation());
    }

    @Test
    void R38_a_full_pool_refuses_with_the_setting_that_helps() {
        var world = running(2, worker("a").build(), worker("b").build());
        assertEquals(
                List.of(
                        new Report(
                                Severity.ERROR,
                                "too many background workers",
                                "Up to 2 background workers can be registered with the current settings.",
                                "Consider increasing the configuration parameter \"max_worker_processes\".")),
                refusals(world.register(worker("c").build())));
    }

    @Test
    void R38_who_waits_for_a_slot_gets_the_next_one_first_come_first_served() {
        var world = running(1, worker("a").build());
        world.register(worker("first").build(), world.now + SECOND);
        world.register(worker("second").build(), world.now + SECOND);
        assertEquals(List.of("first"), started(world.exit0(0)));
        assertEquals(List.of("second"), started(world.exit0(0)));
    }

    @Test
    void R38_who_waits_for_a_slot_is_refused_at_the_deadline_not_before() {
        var world = running(1, worker("a").build());
        world.register(worker("late").build(), world.now + SECOND);
        assertEquals(List.of(), refusals(world.pass(SECOND - 1)));
        assertEquals(1, refusals(world.pass(1)).size());
    }

    @Test
    void R41_the_lowest_free_slot_is_taken_and_its_generation_grows() {
        var world = running(3);
        var a = accepted(world.register(worker("a").build()));
        var b = accepted(world.register(worker("b").build()));
        assertEquals(new WorkerId(0, 1), a);
        assertEquals(new WorkerId(1, 1), b);
        world.exit0(0);
        assertEquals(new WorkerId(0, 2), accepted(world.register(worker("c").build())));
    }

    @Test
    void R45_workers_noticed_one_by_one_start_in_order_and_those_held_back_in_reverse() {
        var world = new World(8);
        world.happen(Scenes.preloaded(List.of(), List.of()));
        world.register(worker("a").build());
        world.register(worker("b").build());
        assertEquals(List.of("b", "a"), started(world.happen(Scenes.seen(ServerState.RUN))));
        assertEquals(List.of("c"), started(world.register(worker("c").build())));
        assertEquals(List.of("d"), started(world.register(worker("d").build())));
    }
}
