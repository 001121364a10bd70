package org.bgworker.sample.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bgworker.sample.scheduler.Timetable.Bad;
import org.bgworker.sample.scheduler.Timetable.Due;
import org.junit.jupiter.api.Test;

final class TimetableTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Job HOURLY = job("hourly", "0 * * * *", "select 1");
    private static final Job OFTEN = job("often", "*/10 * * * *", "select 2");

    private final Timetable timetable = new Timetable(ZoneOffset.UTC, Reached.of(Instant.MIN));

    @Test
    void no_jobs_are_never_due() {
        assertEquals(List.of(), timetable.take(List.of(), NOON));
        assertEquals(Optional.empty(), timetable.next());
        assertEquals(List.of(), timetable.due(NOON));
    }

    @Test
    void a_new_job_is_due_at_its_next_time_and_not_before() {
        timetable.take(List.of(HOURLY, OFTEN), NOON);
        assertEquals(Optional.of(after(10)), timetable.next());
        assertEquals(List.of(), timetable.due(after(10).minusMillis(1)));
        assertEquals(List.of(new Due(OFTEN, after(10))), timetable.due(after(10)));
        assertEquals(Optional.of(after(20)), timetable.next());
    }

    @Test
    void all_jobs_of_a_moment_are_due_together() {
        timetable.take(List.of(OFTEN, HOURLY), NOON);
        timetable.due(after(50));
        assertEquals(
                List.of(new Due(HOURLY, after(60)), new Due(OFTEN, after(60))),
                timetable.due(after(60)));
    }

    @Test
    void what_is_noticed_late_is_due_once_with_the_first_of_its_times() {
        timetable.take(List.of(OFTEN), NOON);
        assertEquals(List.of(new Due(OFTEN, after(10))), timetable.due(after(59)));
        assertEquals(List.of(), timetable.due(after(59)));
        assertEquals(Optional.of(after(60)), timetable.next());
    }

    @Test
    void a_job_that_is_taken_again_keeps_its_next_time() {
        timetable.take(List.of(OFTEN), NOON);
        timetable.take(List.of(OFTEN), after(15));
        assertEquals(List.of(new Due(OFTEN, after(10))), timetable.due(after(15)));
    }

    @Test
    void a_new_command_keeps_the_time_and_is_what_is_run() {
        var changed = job(OFTEN.name(), OFTEN.schedule(), "select 3");
        timetable.take(List.of(OFTEN), NOON);
        timetable.take(List.of(changed), after(15));
        assertEquals(List.of(new Due(changed, after(10))), timetable.due(after(15)));
    }

    @Test
    void a_new_schedule_counts_from_when_it_is_seen() {
        timetable.take(List.of(HOURLY), NOON);
        timetable.take(List.of(job("hourly", "*/10 * * * *", "select 1")), after(15));
        assertEquals(Optional.of(after(20)), timetable.next());
    }

    @Test
    void a_job_that_is_gone_is_not_due() {
        timetable.take(List.of(HOURLY), NOON);
        timetable.take(List.of(), after(5));
        assertEquals(List.of(), timetable.due(after(60)));
    }

    @Test
    void a_bad_schedule_is_told_once_until_it_changes_and_harms_no_other() {
        var bad = job("bad", "61 * * * *", "select 1");
        var worse = job("bad", "soon", "select 1");
        assertEquals(
                List.of(
                        new Bad(
                                bad,
                                "Failed to parse cron expression. Value 61 not in range [0, 59]")),
                timetable.take(List.of(bad, HOURLY), NOON));
        assertEquals(List.of(), timetable.take(List.of(bad, HOURLY), NOON));
        assertEquals(
                List.of(worse),
                timetable.take(List.of(worse), NOON).stream().map(Bad::job).toList());
        assertEquals(1, timetable.take(List.of(bad), NOON).size());
        timetable.take(List.of(bad, HOURLY), NOON);
        assertEquals(List.of(new Due(HOURLY, after(60))), timetable.due(after(60)));
    }

    @Test
    void a_schedule_that_never_comes_is_bad() {
        var never = job("never", "0 0 30 2 *", "select 1");
        assertEquals(
                List.of(new Bad(never, "it names no time that will ever come")),
                timetable.take(List.of(never), NOON));
    }

    @Test
    void a_job_that_is_not_active_is_neither_due_nor_bad() {
        var never = new Job("never", "soon", "select 1", false);
        var idle = new Job(OFTEN.name(), OFTEN.schedule(), OFTEN.command(), false);
        assertEquals(List.of(), timetable.take(List.of(never, idle), NOON));
        assertEquals(Optional.empty(), timetable.next());
        timetable.take(List.of(OFTEN), after(15));
        assertEquals(Optional.of(after(20)), timetable.next());
        timetable.take(List.of(idle), after(16));
        assertEquals(List.of(), timetable.due(after(20)));
    }

    @Test
    void times_are_those_of_the_time_zone() {
        var kolkata = timetable.in(ZoneId.of("Asia/Kolkata")); // 5:30 hours ahead
        kolkata.take(List.of(HOURLY), NOON);
        assertEquals(Optional.of(after(30)), kolkata.next());
    }

    private static Job job(String name, String schedule, String command) {
        return new Job(name, schedule, command, true);
    }

    private static Instant after(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }
}
