package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.restarting;
import static org.bgworker.host.postmaster.Scenes.started;
import static org.bgworker.host.postmaster.Scenes.version;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bgworker.spi.BackgroundWorker;
import org.junit.jupiter.api.Test;

/** A worker that a later version registers again, while its last run is still ending. */
final class HeirTest {
    private static final BackgroundWorker A = restarting("a").build();
    private static final BackgroundWorker B = restarting("b").build();

    private final World world = Scenes.running(4, A);

    private List<Order> arrive(long number, BackgroundWorker... workers) {
        return world.happen(new Event.LibraryArrived(version(number, List.of(workers))));
    }

    @Test
    void starts_when_that_run_has_ended() {
        arrive(2, B);
        assertEquals(List.of(), started(arrive(3, A, B)));
        assertEquals(List.of("a"), started(world.exitAsAsked(0)));
    }

    @Test
    void starts_only_if_the_last_version_registers_it() {
        arrive(2, B);
        arrive(3, A, B);
        arrive(4, B);
        assertEquals(List.of(), started(world.exitAsAsked(0)));
    }

    @Test
    void does_not_start_if_the_library_is_gone_by_then() {
        arrive(2, B);
        arrive(3, A, B);
        world.happen(new Event.LibraryRemoved("lib"));
        assertEquals(List.of(), started(world.exitAsAsked(0)));
    }

    @Test
    void waits_too_if_an_administrator_has_ended_it() {
        var id = world.postmaster.snapshot(world.now).workers().getFirst().id();
        world.happen(new Event.Terminate(id));
        assertEquals(List.of(), started(arrive(2, A)));
        assertEquals(List.of("a"), started(world.exitAsAsked(0)));
    }
}
