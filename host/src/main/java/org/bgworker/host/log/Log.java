package org.bgworker.host.log;

import org.bgworker.host.guard.Owner;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.tinylog.Logger;

/**
 * Writes lines of the form {@code time [pid] LEVEL:  message}. tinylog adds the time and writes;
 * the level is ours, since tinylog's cannot change at run time.
 */
public final class Log {
    private static volatile Severity threshold = Severity.WARNING;

    private Log() {}

    /** Sets {@code log_min_messages}. */
    public static void threshold(Severity severity) {
        threshold = severity;
    }

    /** Whether a message of this level is written. */
    public static boolean writes(Severity severity) {
        return severity.compareTo(threshold) >= 0;
    }

    /** Writes a message of the thread's owner. */
    public static void write(Report report) {
        write(Owner.current().pid(), report);
    }

    /** Writes a message of the process with this pid. */
    public static void write(int pid, Report report) {
        if (writes(report.severity())) {
            var lines = new StringBuilder();
            line(lines, pid, report.severity().label(), report.primary());
            if (!report.detail().isEmpty()) {
                line(lines.append('\n'), pid, "DETAIL", report.detail());
            }
            if (!report.hint().isEmpty()) {
                line(lines.append('\n'), pid, "HINT", report.hint());
            }
            Logger.info(lines.toString());
        }
    }

    private static void line(StringBuilder lines, int pid, String label, String text) {
        lines.append('[').append(pid).append("] ").append(label).append(":  ");
        lines.append(text.replace("\n", "\n\t"));
    }
}
