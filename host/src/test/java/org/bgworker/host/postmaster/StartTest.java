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
import static org.bgworker.host.postmaster.World.CAUSE;
import static org.bgworker.host.postmaster.World.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.RestartTime;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerExit;
import org.junit.jupiter.api.Test;

/** Rules R51 to R90: what must be so for a start, what is said of it, and when it comes again. */
final class StartTest {
    @Test
    void R51_no_state_allows_more_or_less_than_in_the_original() {
        assertEquals(
                EnumSet.range(ServerState.STARTUP, ServerState.RUN),
                allowing(StartTime.POSTMASTER_START));
        assertEquals(
                EnumSet.of(ServerState.HOT_STANDBY, ServerState.RUN),
                allowing(StartTime.CONSISTENT_STATE));
        assertEquals(EnumSet.of(ServerState.RUN), allowing(StartTime.RECOVERY_FINISHED));
    }

    private static Set<ServerState> allowing(StartTime startTime) {
        return Stream.of(ServerState.values())
                .filter(state -> state.allows(startTime))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ServerState.class)));
    }

    @Test
    void R54_a_clean_start_goes_from_init_over_startup_to_run() {
        var world = new World(1);
        assertEquals(ServerState.INIT, world.postmaster.snapshot(world.now).state());
        world.happen(Scenes.preloaded(List.of(), List.of()));
        assertEquals(ServerState.STARTUP, world.postmaster.snapshot(world.now).state());
        world.happen(Scenes.seen(ServerState.RUN));
        assertEquals(ServerState.RUN, world.postmaster.snapshot(world.now).state());
    }

    @Test
    void R60_a_start_is_announced_by_name_just_before_it() {
        var world = running(1);
        var given = world.register(worker("a").type("kind").build());
        var start = given.stream().filter(Order.Start.class::isInstance).findFirst().orElseThrow();
        assertTrue(
                given.get(given.indexOf(start) - 1) instanceof Order.Say(int pid, var report)
                        && pid == Postmaster.PID
                        && report.severity() == Severity.DEBUG1
                        && report.primary().equals("starting background worker process \"a\""));
    }

    @Test
    void R61_a_failed_launch_is_told_and_holds_up_nobody() {
        var world = new World(3);
        world.failLaunches = true;
        world.happen(new Event.BackendStarted(50));
        world.happen(Scenes.preloaded(List.of(), List.of(early("b"), early("a"))));
        assertEquals(
                List.of("a", "b"),
                started(world.orders), // both in one pass
                () -> world.orders.toString());
        var given =
                world.register(
                        worker("c").startTime(StartTime.POSTMASTER_START).notifyPid(50).build());
        assertTrue(
                reports(given).stream()
                        .anyMatch(one ->
                                one.severity() == Severity.LOG
                                        && one.primary()
                                                .equals(
                                                        "could not fork background worker process: "
                                                                + CAUSE.summary())));
        assertTrue(given.contains(new Order.Notify(50)));
    }

    @Test
    void R72_what_it_failed_with_is_its_own_last_word_before_the_exit_line() {
        var world = running(2, worker("b").type("kind").build(), worker("a").build());
        assertEquals(
                List.of(
                        "ERROR " + CAUSE.summary(),
                        "DEBUG1 unregistering background worker \"a\"",
                        "LOG background worker \"a\" (PID 101) exited with exit code 1"),
                levels(world.exit1(0)));
        assertEquals(
                List.of(
                        "PANIC " + CAUSE.summary(),
                        "DEBUG1 unregistering background worker \"b\"",
                        "LOG background worker \"kind\" (PID 102) exited with exit code 134"),
                levels(world.exit(0, new WorkerExit.Crashed(134, CAUSE))));
        assertEquals(
                List.of(101, 102),
                world.orders.stream()
                        .filter(order -> order instanceof Order.Say(int pid, _) && pid > 100)
                        .map(order -> ((Order.Say) order).pid())
                        .toList());
    }

    private static List<String> levels(List<Order> orders) {
        return reports(orders).stream().map(one -> one.severity() + " " + one.primary()).toList();
    }

    @Test
    void R87_the_longest_restart_time_is_waited_for() {
        long longest = RestartTime.LONGEST.toNanos();
        var world = running(1, worker("a").restartAfter(RestartTime.LONGEST).build());
        world.exit1(0);
        assertEquals(List.of(), started(world.pass(longest - 1)));
        assertEquals(List.of("a"), started(world.pass(1)));
    }

    @Test
    void R90_a_restart_changes_nothing_but_the_pid() {
        var world = running(2);
        world.happen(new Event.BackendStarted(50));
        var id = accepted(world.register(restarting("a").notifyPid(50).build()));
        var before = Scenes.listed(world, id);
        world.exit1(0);
        assertEquals(before.entry(), Scenes.listed(world, id).entry());
        assertTrue(world.pass(2 * SECOND).contains(new Order.Notify(50)));
        assertEquals(before.entry(), Scenes.listed(world, id).entry());
        assertTrue(before.status().pid() < Scenes.listed(world, id).status().pid());
        assertEquals(List.of(), said(world.pass(SECOND)));
    }

    @Test
    void R33_and_R52_the_last_registered_starts_first_whatever_it_waited_for() {
        var early = worker("consistent").startTime(StartTime.CONSISTENT_STATE).build();
        var late = worker("finished").build();
        assertEquals(List.of("finished", "consistent"), startedAtRun(early, late));
        assertEquals(List.of("consistent", "finished"), startedAtRun(late, early));
    }

    private static List<String> startedAtRun(BackgroundWorker first, BackgroundWorker second) {
        var world = new World(2);
        world.happen(Scenes.preloaded(List.of(), List.of(first, second)));
        return started(world.happen(Scenes.seen(ServerState.RUN)));
    }

    @Test
    void R82_one_that_is_terminated_while_it_waits_holds_up_nobody_behind_it() {
        var world = running(2);
        var first = accepted(world.register(restarting("first").build()));
        world.register(restarting("second").build());
        world.exit1(0);
        world.pass(SECOND);
        world.exit1(0);
        world.happen(new Event.Terminate(first));
        assertEquals(List.of("second"), started(world.pass(2 * SECOND)));
    }

    @Test
    void R56_a_restart_that_the_database_holds_up_is_due_now() {
        var world = running(1);
        var id = accepted(world.register(restarting("a").build()));
        world.happen(Scenes.seen(ServerState.STARTUP));
        world.exit1(0);
        assertEquals(List.of(), started(world.pass(5 * SECOND)));
        assertEquals(Optional.of(Duration.ZERO), status(world, id).restartIn());
    }
}
