package org.bgworker.host.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How soon a server is started again. */
final class PausesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Pauses pauses = new Pauses();

    @Test
    void one_that_does_not_come_up_is_tried_ever_more_rarely_up_to_once_a_minute() {
        var seconds = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
            pauses.failed();
            seconds.add(pauses.next().toSeconds());
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), seconds);
    }

    @Test
    void one_that_has_run_is_started_at_once_and_then_within_four_seconds() {
        var seconds = new ArrayList<Long>();
        for (int i = 0; i < 6; i++) {
            pauses.ready(i * SECOND);
            pauses.ended(i * SECOND + SECOND / 2);
            seconds.add(pauses.next().toSeconds());
        }
        assertEquals(List.of(0L, 1L, 2L, 4L, 4L, 4L), seconds);
    }

    @Test
    void a_minute_of_running_makes_up_for_what_was_before() {
        for (int i = 0; i < 3; i++) {
            pauses.ready(0);
            pauses.ended(SECOND);
        }
        pauses.ready(2 * SECOND);
        pauses.ended(63 * SECOND);
        assertEquals(Duration.ZERO, pauses.next());
    }

    @Test
    void one_that_comes_up_after_failures_is_not_counted_with_them() {
        pauses.failed();
        pauses.failed();
        pauses.ready(0);
        pauses.ended(SECOND);
        assertEquals(Duration.ZERO, pauses.next());
        pauses.failed();
        assertEquals(Duration.ofSeconds(1), pauses.next());
    }
}
