package org.bgworker.host.recent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The last of many things. */
final class RecentTest {
    private static final int LIMIT = 5;

    @Test
    void a_reader_gets_what_came_after_what_he_has_seen_and_is_still_known() {
        for (int added = 0; added <= 3 * LIMIT; added++) {
            var recent = new Recent<String>(LIMIT);
            LongStream.rangeClosed(1, added).forEach(number -> recent.add("thing " + number));
            assertEquals(added, recent.last());
            for (int seen = 0; seen <= added + 1; seen++) {
                var known = LongStream.rangeClosed(Math.max(seen, added - LIMIT) + 1, added);
                assertEquals(
                        known.mapToObj(number -> new Recent.Numbered<>(number, "thing " + number))
                                .toList(),
                        recent.after(seen),
                        "%d of %d".formatted(seen, added));
            }
        }
    }

    @Test
    void who_waits_gets_the_next_one_or_nothing_after_his_time() throws Exception {
        var recent = new Recent<String>(LIMIT);
        assertEquals(List.of(), recent.await(0, Duration.ZERO));
        Thread.ofVirtual().start(() -> recent.add("late"));
        assertEquals(
                List.of(new Recent.Numbered<>(1, "late")), recent.await(0, Duration.ofMinutes(1)));
    }
}
