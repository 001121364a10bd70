package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.early;
import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.seen;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.junit.jupiter.api.Test;

/** What follows when the database is lost, comes back, or has become read-only under workers. */
final class DemotionTest {
    private static final BackgroundWorker WRITER = restarting("writer").build();
    private static final BackgroundWorker ONCE = worker("once").build();
    private static final BackgroundWorker READER =
            restarting("reader").startTime(StartTime.CONSISTENT_STATE).build();

    private static World world(boolean terminateOnDemotion, BackgroundWorker... workers) {
        var limits = Scenes.limits(4);
        var world = new World(terminateOnDemotion ? Scenes.demoting(limits) : limits);
        world.happen(Scenes.preloaded(List.of(), List.of(workers)));
        world.happen(seen(ServerState.RUN));
        return world;
    }

    private static List<Integer> asked(List<Order> orders) {
        return orders.stream()
                .filter(order ->
                        order instanceof Order.Terminate(_, var reason)
                                && reason == TerminateReason.DEMOTION)
                .map(order -> ((Order.Terminate) order).pid())
                .toList();
    }

    private static List<Order> exitAsDemoted(World world) {
        return world.exit(0, new WorkerExit.Terminated(TerminateReason.DEMOTION));
    }

    @Test
    void R55_without_the_setting_workers_are_told_of_a_demotion_and_go_on() {
        var world = world(false, WRITER);
        assertEquals(
                List.of(new Order.TellDatabase(DatabaseState.READ_ONLY)),
                world.happen(seen(ServerState.HOT_STANDBY)));
        assertEquals(1, world.running.size());
    }

    @Test
    void with_it_those_are_asked_to_end_that_need_a_database_to_write_to() {
        var world = world(true, READER, early("early"), WRITER);
        int writer = pid(world, "writer");
        assertEquals(List.of(writer), asked(world.happen(seen(ServerState.HOT_STANDBY))));
    }

    private static int pid(World world, String name) {
        return world.running.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Test
    void a_database_that_is_lost_is_no_demotion_until_it_comes_back_as_a_standby() {
        var world = world(true, WRITER);
        assertEquals(List.of(), asked(world.happen(seen(ServerState.STARTUP))));
        assertEquals(List.of(), asked(world.happen(seen(ServerState.RECOVERY))));
        assertEquals(1, asked(world.happen(seen(ServerState.HOT_STANDBY))).size());
    }

    @Test
    void a_demoted_worker_starts_at_once_when_the_database_takes_writes_again() {
        var world = world(true, WRITER);
        world.happen(seen(ServerState.HOT_STANDBY));
        exitAsDemoted(world);
        assertEquals(List.of(), started(world.pass(100 * SECOND)));
        assertEquals(List.of("writer"), started(world.happen(seen(ServerState.RUN))));
        assertEquals(0, world.postmaster.snapshot(world.now).workers().getFirst().failures());
    }

    @Test
    void a_demoted_worker_that_is_never_restarted_is_unregistered() {
        var world = world(true, ONCE);
        world.happen(seen(ServerState.HOT_STANDBY));
        exitAsDemoted(world);
        assertEquals(List.of(), world.postmaster.snapshot(world.now).workers());
    }

    @Test
    void R106_a_demoted_worker_that_is_terminated_as_well_is_not_started_again() {
        var world = world(true, WRITER);
        world.happen(seen(ServerState.HOT_STANDBY));
        var id = world.postmaster.snapshot(world.now).workers().getFirst().id();
        world.happen(new Event.Terminate(id));
        exitAsDemoted(world);
        assertEquals(List.of(), world.postmaster.snapshot(world.now).workers());
    }

    @Test
    void a_worker_whose_start_was_under_way_is_asked_as_soon_as_it_runs() {
        var limits = world(true).limits;
        var postmaster = new Postmaster(limits);
        postmaster.on(Scenes.preloaded(List.of(), List.of(WRITER)), 0);
        var start =
                postmaster.on(seen(ServerState.RUN), 0).stream()
                        .filter(Order.Start.class::isInstance)
                        .map(Order.Start.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertEquals(List.of(), asked(postmaster.on(seen(ServerState.HOT_STANDBY), 0)));
        assertEquals(List.of(7), asked(postmaster.on(new Event.Launched(start.id(), 7), 0)));
    }

    @Test
    void a_worker_that_fails_while_the_database_is_gone_waits_until_it_is_back() {
        var world = world(false, WRITER);
        world.happen(seen(ServerState.STARTUP));
        world.exit1(0);
        assertEquals(List.of(), started(world.pass(100 * SECOND)));
        assertEquals(List.of("writer"), started(world.happen(seen(ServerState.RUN))));
    }

    @Test
    void the_listing_shows_the_condition_with_its_reason() {
        var world = world(false);
        var gone = new DatabaseCondition(DatabaseCondition.Kind.GONE, "Connection refused");
        world.happen(new Event.DatabaseSeen(gone));
        assertEquals(gone, world.postmaster.snapshot(world.now).database());
        assertEquals(ServerState.STARTUP, world.postmaster.snapshot(world.now).state());
    }

    @Test
    void workers_are_told_once_of_what_the_database_can_do() {
        var world = world(false);
        var told = new Order.TellDatabase(DatabaseState.UNAVAILABLE);
        assertTrue(world.happen(seen(ServerState.STARTUP)).contains(told));
        assertEquals(List.of(), world.happen(seen(ServerState.RECOVERY)));
    }
}
