package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.early;
import static org.bgworker.host.postmaster.Scenes.preloaded;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.bgworker.host.postmaster.DatabaseCondition.Kind;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerFlag;
import org.junit.jupiter.api.Test;

/** The host's own server is started by the first worker that needs it, and keeps nobody else. */
final class PrivateServerTest {
    private static final BackgroundWorker PLAIN = worker("plain").build();
    private static final BackgroundWorker CONNECTED =
            worker("connected")
                    .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION)
                    .restartAfter(Duration.ofSeconds(1))
                    .build();

    private static World world(BackgroundWorker... workers) {
        var world = new World(4);
        world.happen(preloaded(List.of(), List.of(workers)));
        return world;
    }

    private static List<Order> see(World world, Kind kind) {
        return world.happen(new Event.DatabaseSeen(new DatabaseCondition(kind, "")));
    }

    private static long demands(List<Order> orders) {
        return orders.stream().filter(Order.DemandDatabase.class::isInstance).count();
    }

    @Test
    void workers_without_a_session_start_while_it_is_not_there_and_demand_nothing() {
        for (var kind : List.of(Kind.NOT_STARTED, Kind.STARTING, Kind.FAILED)) {
            var orders = see(world(PLAIN), kind);
            assertEquals(List.of("plain"), started(orders));
            assertEquals(0, demands(orders));
        }
    }

    @Test
    void the_first_that_needs_a_session_demands_it_once_and_starts_when_it_answers() {
        var world = world(PLAIN, CONNECTED, CONNECTED);
        var orders = see(world, Kind.NOT_STARTED);
        assertEquals(List.of("plain"), started(orders));
        assertEquals(1, demands(orders));
        assertEquals(0, demands(world.happen(new Event.Tick())));
        assertEquals(List.of(), started(see(world, Kind.STARTING)));
        assertEquals(List.of("connected", "connected"), started(see(world, Kind.READ_WRITE)));
    }

    @Test
    void a_restart_waits_while_it_recovers_and_those_that_run_go_on() {
        var world = world(CONNECTED);
        see(world, Kind.READ_WRITE);
        see(world, Kind.STARTING);
        assertEquals(1, world.running.size());
        world.exit(0, new WorkerExit.Terminated(TerminateReason.ADMINISTRATOR));
        world.now += 2 * World.SECOND;
        assertEquals(List.of(), started(world.happen(new Event.Tick())));
        assertEquals(List.of("connected"), started(see(world, Kind.READ_WRITE)));
    }

    @Test
    void a_smart_shutdown_does_not_wait_for_it() {
        var world = world(CONNECTED, early("early"));
        see(world, Kind.STARTING);
        world.happen(new Event.Shutdown(ShutdownMode.SMART));
        world.exit(0, new WorkerExit.Terminated(TerminateReason.SHUTDOWN));
        assertTrue(world.halted);
    }

    @Test
    void the_hosts_own_worker_comes_back_when_it_is_terminated() {
        var world = new World(4);
        world.happen(preloaded(List.of(early("own")), List.of()));
        see(world, Kind.NOT_STARTED);
        var own = world.postmaster.snapshot(world.now).workers().getFirst().id();
        world.happen(new Event.Terminate(own));
        assertEquals(
                List.of("own"),
                started(world.exit(0, new WorkerExit.Terminated(TerminateReason.ADMINISTRATOR))));
    }
}
