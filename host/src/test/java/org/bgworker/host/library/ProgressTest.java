package org.bgworker.host.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Severity;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    @Test
    void long_work_says_every_two_seconds_how_far_it_is() {
        Log.threshold(Severity.LOG);
        var seconds = new AtomicLong();
        long before = Log.recent().after(0).stream().mapToLong(one -> one.number()).max().orElse(0);
        var progress =
                new Progress("loading libraries", 1000, () -> Instant.ofEpochSecond(seconds.get()));
        for (int i = 0; i < 1000; i++) {
            if (i % 100 == 0) {
                seconds.incrementAndGet();
            }
            progress.step();
        }
        assertEquals(
                List.of(
                        "loading libraries: 201 of 1000 so far",
                        "loading libraries: 501 of 1000 so far",
                        "loading libraries: 801 of 1000 so far"),
                Log.recent().after(before).stream()
                        .map(one -> one.thing().report().primary())
                        .toList());
    }
}
