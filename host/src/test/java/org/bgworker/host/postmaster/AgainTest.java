package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.running;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.bgworker.spi.TerminateReason;
import org.junit.jupiter.api.Test;

/** A worker that an administrator wants to run anew. */
final class AgainTest {
    private static WorkerId only(World world) {
        return world.postmaster.snapshot(world.now).workers().getFirst().id();
    }

    @Test
    void its_run_ends_and_the_next_begins_at_once_and_it_keeps_its_handle() {
        var world = running(1, restarting("a").build());
        var id = only(world);
        var given = world.happen(new Event.Restart(id));
        assertTrue(
                given.contains(
                        new Order.Terminate(
                                world.running.keySet().iterator().next(),
                                TerminateReason.ADMINISTRATOR)));
        assertEquals(List.of("a"), started(world.exitAsDue(0)));
        assertEquals(id, only(world));
        assertEquals(0, world.postmaster.snapshot(world.now).workers().getFirst().failures());
    }

    @Test
    void one_that_is_never_restarted_is_restarted_all_the_same() {
        var world = running(1, worker("once").build());
        world.happen(new Event.Restart(only(world)));
        assertEquals(List.of("once"), started(world.exitAsDue(0)));
    }

    @Test
    void one_that_waits_for_its_restart_need_not_wait() {
        var world = running(1, restarting("a").build());
        world.exit1(0);
        world.notBefore.clear();
        assertEquals(List.of("a"), started(world.happen(new Event.Restart(only(world)))));
    }

    @Test
    void R106_one_that_is_terminated_as_well_is_not_started_again() {
        var world = running(1, restarting("a").build());
        var id = only(world);
        world.happen(new Event.Restart(id));
        world.happen(new Event.Terminate(id));
        world.exitAsDue(0);
        assertEquals(List.of(), world.postmaster.snapshot(world.now).workers());
    }

    @Test
    void a_stale_handle_restarts_nobody() {
        var world = running(1, restarting("a").build());
        assertEquals(List.of(), world.happen(new Event.Restart(new WorkerId(0, 99))));
    }

    @Test
    void it_is_told_how_long_ago_its_run_began() {
        var world = running(1, restarting("a").build());
        world.pass(3 * SECOND);
        assertEquals(
                Duration.ofSeconds(3),
                world.postmaster.snapshot(world.now).workers().getFirst().since().orElseThrow());
    }
}
