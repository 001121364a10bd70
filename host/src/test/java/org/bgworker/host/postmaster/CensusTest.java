package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.accepted;
import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.running;
import static org.bgworker.host.postmaster.Scenes.said;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.status;
import static org.bgworker.host.postmaster.Scenes.worker;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerStatus.State;
import org.junit.jupiter.api.Test;

/** Nobody stays dead because one event was lost. */
final class CensusTest {
    @Test
    void who_is_missed_twice_in_a_row_has_failed_and_follows_its_restart_time() {
        var world = running(2);
        var id = accepted(world.register(restarting("a").build()));
        assertEquals(List.of(), census(world));
        world.running.clear();
        var given = census(world);
        assertEquals(
                List.of(
                        "background worker \"a\" (PID 101) is gone without having told its exit",
                        "its thread has ended",
                        "background worker \"a\" (PID 101) exited with exit code 1"),
                said(given));
        assertTrue(status(world, id).lastExit().orElseThrow() instanceof WorkerExit.Threw);
        assertEquals(List.of("a"), started(world.pass(2 * SECOND)));
    }

    @Test
    void who_is_missed_once_may_have_his_exit_on_the_way() {
        var world = running(2);
        world.register(restarting("a").build());
        census(world);
        assertEquals(List.of(), census(world, 101));
        assertEquals(List.of(), census(world));
        assertEquals(
                1, said(world.exit1(0)).stream().filter(one -> one.contains("exit code")).count());
    }

    @Test
    void a_late_exit_of_one_that_counts_as_gone_changes_nothing() {
        var world = running(2);
        var id = accepted(world.register(worker("a").build()));
        census(world);
        census(world);
        assertEquals(State.FINISHED, status(world, id).state());
        assertEquals(List.of(), world.exit1(0));
    }

    @Test
    void who_lives_is_left_alone() {
        var world = running(2, worker("a").build(), worker("b").build());
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(), census(world, 101, 102, 999));
        }
    }

    private static List<Order> census(World world, Integer... living) {
        return world.happen(new Event.Census(Set.of(living)));
    }
}
