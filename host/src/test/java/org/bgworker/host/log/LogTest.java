package org.bgworker.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.junit.jupiter.api.Test;

/** The messages that are kept in memory. */
final class LogTest {
    @Test
    void a_long_message_is_not_kept_whole() {
        var text = "y".repeat(100_000);
        Log.write(new Report(Severity.WARNING, text, text, text));
        var kept = Log.recent().after(0).getLast().thing().report();
        assertTrue(kept.primary().endsWith("y…"));
        assertTrue(
                kept.primary().length() + kept.detail().length() + kept.hint().length() < 25_000);
        Log.write(Report.of(Severity.WARNING, "a short one"));
        assertEquals("a short one", Log.recent().after(0).getLast().thing().report().primary());
    }
}
