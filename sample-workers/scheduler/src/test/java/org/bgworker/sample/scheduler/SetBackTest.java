package org.bgworker.sample.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bgworker.sample.scheduler.Timetable.Due;
import org.junit.jupiter.api.Test;

/** What becomes of the jobs when the clock is set back. */
final class SetBackTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Job OFTEN = job("often", "*/10 * * * *", true);
    private static final Job NOONS = job("noons", "0 12 * * *", true);
    private static final Job ELEVENS = job("elevens", "30 11 * * *", true);
    private static final Job IDLE = job("idle", "0 11 * * *", false);
    private static final Job BAD = job("bad", "soon", true);

    private final Timetable timetable = new Timetable(ZoneOffset.UTC, Reached.of(Instant.MIN));

    @Test
    void a_frequent_job_goes_on_at_the_new_time() {
        turn(NOON, OFTEN);
        assertEquals(Followers.FREQUENT, timetable.see(at(-55)));
        assertEquals(Optional.of(at(-50)), timetable.next());
        assertEquals(List.of(new Due(OFTEN, at(-50))), turn(at(-50), OFTEN));
        assertEquals(List.of(new Due(OFTEN, at(-40))), turn(at(-40), OFTEN));
    }

    @Test
    void a_job_at_a_fixed_time_is_not_run_twice_after_a_small_step() {
        turn(at(-1), NOONS);
        assertEquals(List.of(new Due(NOONS, NOON)), turn(NOON, NOONS));
        assertEquals(List.of(), turn(at(-180), NOONS));
        assertEquals(List.of(), turn(NOON, NOONS));
        assertEquals(Optional.of(NOON.plus(Duration.ofDays(1))), timetable.next());
    }

    @Test
    void a_job_at_a_fixed_time_that_has_not_come_keeps_it_after_a_small_step() {
        turn(at(-1), NOONS);
        assertEquals(List.of(), turn(at(-61), NOONS));
        assertEquals(List.of(new Due(NOONS, NOON)), turn(NOON, NOONS));
    }

    @Test
    void all_jobs_follow_the_clock_at_once_after_a_large_step() {
        turn(at(-1), NOONS, OFTEN);
        turn(NOON, NOONS, OFTEN);
        assertEquals(Followers.ALL, timetable.see(at(-185)));
        assertEquals(List.of(), timetable.except(Followers.ALL));
        assertEquals(List.of(new Due(OFTEN, at(-180))), turn(at(-180), NOONS, OFTEN));
        turn(at(-1), NOONS, OFTEN);
        assertEquals(List.of(new Due(NOONS, NOON), new Due(OFTEN, NOON)), turn(NOON, NOONS, OFTEN));
    }

    @Test
    void no_job_is_run_twice_after_a_step_of_a_minute() {
        turn(at(-1), OFTEN);
        assertEquals(List.of(new Due(OFTEN, NOON)), turn(NOON, OFTEN));
        assertEquals(List.of(), turn(at(-1), OFTEN));
        assertEquals(List.of(), turn(NOON, OFTEN));
        assertEquals(Optional.of(at(10)), timetable.next());
    }

    @Test
    void a_clock_that_is_set_back_again_and_again_is_followed_each_time() {
        turn(NOON, OFTEN);
        turn(at(-55), OFTEN);
        assertEquals(List.of(new Due(OFTEN, at(-50))), turn(at(-50), OFTEN));
        turn(at(-55), OFTEN);
        assertEquals(List.of(new Due(OFTEN, at(-50))), turn(at(-50), OFTEN));
    }

    @Test
    void a_job_that_is_new_while_the_clock_catches_up_is_due_by_it() {
        turn(NOON, OFTEN);
        turn(at(-60), OFTEN, ELEVENS);
        timetable.see(at(-30));
        assertEquals(
                List.of(new Due(ELEVENS, at(-30)), new Due(OFTEN, at(-50))),
                timetable.due(at(-30)));
    }

    @Test
    void the_runs_of_jobs_at_fixed_times_still_count_be_they_active_or_not() {
        turn(NOON, OFTEN, NOONS, IDLE, BAD);
        assertEquals(List.of("bad", "idle", "noons"), timetable.except(timetable.see(at(-60))));
    }

    @Test
    void a_timetable_that_is_begun_anew_is_told_how_far_the_clock_had_come() {
        var begun = new Timetable(ZoneOffset.UTC, Reached.of(NOON));
        assertEquals(Followers.FREQUENT, begun.see(at(-60)));
        assertEquals(
                Followers.ALL,
                begun.in(ZoneOffset.ofHours(1)).see(NOON.minus(Duration.ofHours(4))));
    }

    private List<Due> turn(Instant now, Job... jobs) {
        timetable.see(now);
        timetable.take(List.of(jobs), now);
        return timetable.due(now);
    }

    private static Instant at(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    private static Job job(String name, String schedule, boolean active) {
        return new Job(name, schedule, "select 1", active);
    }
}
