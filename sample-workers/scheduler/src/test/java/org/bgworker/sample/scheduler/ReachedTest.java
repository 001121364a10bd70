package org.bgworker.sample.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReachedTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Reached noon = Reached.of(NOON);

    @Test
    void no_job_follows_a_clock_that_goes_on() {
        assertEquals(Followers.NONE, noon.followers(NOON));
        assertEquals(Followers.NONE, noon.followers(NOON.plus(HOUR)));
        assertEquals(Followers.NONE, Reached.of(Instant.MIN).followers(NOON));
    }

    @Test
    void all_wait_for_a_clock_that_was_set_back_by_a_minute() {
        assertEquals(Followers.NONE, noon.followers(NOON.minus(MINUTE)));
        assertEquals(Followers.FREQUENT, noon.followers(NOON.minus(MINUTE).minusMillis(1)));
    }

    @Test
    void frequent_jobs_follow_a_clock_that_was_set_back_by_three_hours_and_all_one_by_more() {
        var three = NOON.minus(HOUR.multipliedBy(3));
        assertEquals(Followers.FREQUENT, noon.followers(three));
        assertEquals(Followers.ALL, noon.followers(three.minusMillis(1)));
    }

    @Test
    void what_has_been_followed_is_over() {
        var eleven = NOON.minus(HOUR);
        var eight = NOON.minus(HOUR.multipliedBy(4));
        assertEquals(Followers.NONE, noon.after(eleven).followers(eleven));
        assertEquals(Followers.NONE, noon.after(eight).followers(eight));
    }

    @Test
    void small_steps_add_up() {
        var two = NOON.minus(MINUTE.multipliedBy(2));
        assertEquals(Followers.FREQUENT, noon.after(NOON.minus(MINUTE)).followers(two));
        var reached = noon;
        for (int hours = 1; hours <= 3; hours++) {
            reached = reached.after(NOON.minus(HOUR.multipliedBy(hours)));
        }
        assertEquals(Followers.ALL, reached.followers(NOON.minus(HOUR.multipliedBy(4))));
    }

    @Test
    void a_clock_that_has_caught_up_may_be_set_back_again() {
        var later = noon.after(NOON.minus(HOUR)).after(NOON.plus(HOUR));
        assertEquals(Reached.of(NOON.plus(HOUR)), later);
        assertEquals(Followers.FREQUENT, later.followers(NOON));
    }
}
