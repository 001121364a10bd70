package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.Scenes.accepted;
import static org.bgworker.host.postmaster.Scenes.reports;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerStatus;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;
import org.junit.jupiter.api.Test;

/** Rule R88 bettered: waits that grow, restarts that are counted, failures that are folded. */
final class RestartPolicyTest {
    private static final RestartPolicy GROWING =
            RestartPolicy.PLAIN
                    .growingTo(Duration.ofSeconds(10))
                    .healthyAfter(Duration.ofSeconds(30));

    private final World world = running(2);

    @Test
    void R88_by_default_the_interval_stays_the_same_for_ever() {
        var id = register(RestartPolicy.PLAIN);
        for (int i = 0; i < 20; i++) {
            world.exit1(0);
            assertEquals(seconds(2), status(world, id).restartIn());
            world.pass(2 * SECOND);
        }
    }

    @Test
    void R88_each_failure_in_a_row_doubles_the_wait_up_to_the_longest() {
        var id = register(GROWING);
        for (long wait : List.of(2L, 4L, 8L, 10L, 10L)) {
            world.exit1(0);
            assertEquals(seconds(wait), status(world, id).restartIn());
            assertEquals(List.of(), started(world.pass(wait * SECOND - 1)));
            assertEquals(List.of("a"), started(world.pass(1)));
        }
    }

    @Test
    void R88_a_healthy_run_begins_the_row_anew_and_one_a_moment_shorter_does_not() {
        var id = register(GROWING);
        fail();
        fail();
        world.pass(30 * SECOND - 1);
        world.exit1(0);
        assertEquals(seconds(8), status(world, id).restartIn());
        world.pass(8 * SECOND);
        world.pass(30 * SECOND);
        world.exit1(0);
        assertEquals(seconds(2), status(world, id).restartIn());
        assertEquals(1, world.postmaster.snapshot(world.now).workers().getFirst().failures());
    }

    @Test
    void R88_jitter_makes_a_wait_longer_never_shorter() {
        var id = register(RestartPolicy.PLAIN.withJitter(0.5));
        world.chance = 0;
        world.exit1(0);
        assertEquals(seconds(2), status(world, id).restartIn());
        world.pass(2 * SECOND);
        world.chance = 0.5;
        world.exit1(0);
        assertEquals(Optional.of(Duration.ofMillis(2500)), status(world, id).restartIn());
    }

    @Test
    void R88_a_failed_launch_counts_as_a_failure() {
        world.failLaunches = true;
        var id = register(GROWING);
        assertEquals(seconds(2), status(world, id).restartIn());
        world.pass(2 * SECOND);
        assertEquals(seconds(4), status(world, id).restartIn());
    }

    @Test
    void R88_who_has_used_up_its_restarts_has_failed_and_says_so() {
        var id = register(RestartPolicy.PLAIN.atMost(2, Duration.ofMinutes(1)));
        fail();
        fail();
        var given = world.exit1(0);
        assertTrue(
                reports(given)
                        .contains(
                                new Report(
                                        Severity.ERROR,
                                        "background worker \"a\" has failed too often and is not started again",
                                        "It has been restarted 2 times in 60 s, and failed again.",
                                        "Remove the cause, and then reset the worker or restart the host.")));
        assertEquals(
                new WorkerStatus(
                        HandleStatus.STOPPED,
                        State.FAILED,
                        0,
                        Optional.of(new WorkerExit.Threw(World.CAUSE)),
                        Optional.empty()),
                status(world, id));
        assertEquals(List.of(), started(world.pass(1000 * SECOND)));
    }

    @Test
    void R88_restarts_are_counted_within_the_period_only() {
        var id = register(RestartPolicy.PLAIN.atMost(2, Duration.ofMinutes(1)));
        fail();
        fail();
        world.pass(56 * SECOND);
        world.exit1(0);
        assertEquals(State.WAITING_FOR_RESTART, status(world, id).state());
        world.pass(SECOND);
        world.pass(SECOND);
        world.exit1(0);
        assertEquals(State.WAITING_FOR_RESTART, status(world, id).state());
        world.pass(2 * SECOND);
        world.exit1(0);
        assertEquals(State.FAILED, status(world, id).state());
    }

    @Test
    void R88_a_failed_worker_keeps_its_slot_until_it_is_reset_or_terminated() {
        var id = failed();
        assertEquals(List.of("a"), started(world.happen(new Event.Reset(id))), "reset starts it");
        world.exit1(0);
        assertEquals(State.WAITING_FOR_RESTART, status(world, id).state());
        world.pass(2 * SECOND);
        world.exit1(0);
        assertEquals(State.FAILED, status(world, id).state());
        world.happen(new Event.Terminate(id));
        assertEquals(State.FINISHED, status(world, id).state());
        assertEquals(List.of(), world.happen(new Event.Reset(id)));
    }

    @Test
    void R88_only_a_failed_worker_is_reset() {
        var id = register(GROWING);
        assertEquals(List.of(), world.happen(new Event.Reset(id)));
        world.exit1(0);
        assertEquals(List.of(), world.happen(new Event.Reset(id)));
        assertEquals(seconds(2), status(world, id).restartIn());
    }

    @Test
    void R88_a_failed_worker_does_not_keep_the_host() {
        failed();
        world.happen(new Event.Shutdown(ShutdownMode.FAST));
        assertTrue(world.halted);
    }

    @Test
    void R88_the_host_has_a_policy_for_workers_without_one() {
        var host =
                new World(
                        new Limits(
                                1,
                                Duration.ofSeconds(2),
                                GROWING,
                                true,
                                Duration.ZERO,
                                false,
                                false));
        host.happen(Scenes.preloaded(List.of(), List.of()));
        host.happen(Scenes.seen(ServerState.RUN));
        var id = accepted(host.register(worker("a").restartAfter(Duration.ofSeconds(2)).build()));
        host.exit1(0);
        host.pass(2 * SECOND);
        host.exit1(0);
        assertEquals(seconds(4), status(host, id).restartIn());
    }

    @Test
    void the_exit_line_tells_a_wait_that_has_grown() {
        register(GROWING);
        assertEquals("", reports(world.exit1(0)).getLast().detail());
        world.pass(60 * SECOND);
        world.exit1(0);
        world.pass(2 * SECOND);
        var last = reports(world.exit(0, new WorkerExit.Threw(other("disk full")))).getLast();
        assertEquals("It has failed 2 times in a row and is started again in 4 s.", last.detail());
    }

    @Test
    void the_same_failure_is_told_once_a_minute_and_counted_in_between() {
        register(RestartPolicy.PLAIN);
        assertEquals(Severity.ERROR, reports(world.exit1(0)).getFirst().severity());
        long loud =
                LongStream.range(0, 29)
                        .map(_ -> {
                            world.pass(2 * SECOND);
                            return world.exit1(0).stream().filter(RestartPolicyTest::loud).count();
                        })
                        .sum();
        assertEquals(0, loud);
        world.pass(2 * SECOND);
        var given = world.exit1(0);
        assertEquals(
                "background worker \"a\" failed 29 more times in the same way",
                said(given).getFirst());
        assertEquals(3, given.stream().filter(RestartPolicyTest::loud).count());
    }

    @Test
    void another_failure_is_told_at_once_and_so_is_the_count_when_the_worker_goes() {
        var id = register(RestartPolicy.PLAIN);
        fail();
        fail();
        world.exit(0, new WorkerExit.Threw(other("disk full")));
        assertTrue(
                said(world.orders)
                        .contains("background worker \"a\" failed 1 more time in the same way"));
        assertTrue(said(world.orders).stream().anyMatch(one -> one.endsWith("disk full")));
        world.pass(2 * SECOND);
        world.exit(0, new WorkerExit.Threw(other("disk full")));
        assertFalse(said(world.orders).getLast().contains("more"));
        world.happen(new Event.Terminate(id));
        assertEquals(
                List.of(
                        "background worker \"a\" failed 1 more time in the same way",
                        "unregistering background worker \"a\""),
                said(world.orders).reversed().subList(0, 2).reversed());
    }

    private WorkerId register(RestartPolicy policy) {
        return accepted(
                world.register(worker("a").restartAfter(Duration.ofSeconds(2), policy).build()));
    }

    private WorkerId failed() {
        var id = register(RestartPolicy.PLAIN.atMost(1, Duration.ofMinutes(1)));
        fail();
        world.exit1(0);
        assertEquals(State.FAILED, status(world, id).state());
        return id;
    }

    /** Has the worker fail, and start again. */
    private void fail() {
        world.exit1(0);
        while (world.others().findAny().isEmpty()) {
            world.pass(2 * SECOND);
        }
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static org.bgworker.spi.ExitCause other(String message) {
        return org.bgworker.spi.ExitCause.of(new IllegalStateException(message));
    }

    private static boolean loud(Order order) {
        return order instanceof Order.Say(_, var report) && report.severity() != Severity.DEBUG1;
    }
}
