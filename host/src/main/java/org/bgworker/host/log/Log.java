package org.bgworker.host.log;

import java.time.Instant;
import org.bgworker.host.guard.Owner;
import org.bgworker.host.recent.Recent;
import org.bgworker.host.report.Harmless;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.tinylog.Level;
import org.tinylog.provider.ProviderRegistry;

/**
 * Writes lines of the form {@code time [pid] LEVEL: message}. tinylog adds the time and writes; the
 * level is ours, since tinylog's cannot change at run time.
 */
public final class Log {
    /** How many messages are kept. */
    public static final int KEPT = 1000;

    /** How long a part of one that is kept can be. */
    private static final int LONGEST_KEPT = 8_000;

    private static final String NAME = Log.class.getName();

    private static final Recent<Message> RECENT = new Recent<>(KEPT);
    private static volatile Severity threshold = Severity.WARNING;

    private Log() {}

    /** Sets {@code log_min_messages}. */
    public static void threshold(Severity severity) {
        threshold = severity;
    }

    /**
     * Has tinylog make its thread for the end of the process now: made when a worker is the first
     * to log, it would keep that worker's library for ever.
     */
    public static void begin() {
        var _ = ProviderRegistry.getLoggingProvider();
    }

    /** The last messages of this process. */
    public static Recent<Message> recent() {
        return RECENT;
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
            writeParts(pid, report);
        }
    }

    /** One message at a time, so that its lines stand together. */
    private static synchronized void writeParts(int pid, Report report) {
        RECENT.add(new Message(Instant.now(), pid, kept(report)));
        line(pid, report.severity().label(), report.primary());
        if (!report.detail().isEmpty()) {
            line(pid, "DETAIL", report.detail());
        }
        if (!report.hint().isEmpty()) {
            line(pid, "HINT", report.hint());
        }
    }

    private static Report kept(Report report) {
        return new Report(
                report.severity(),
                kept(report.primary()),
                kept(report.detail()),
                kept(report.hint()));
    }

    private static String kept(String part) {
        return part.length() <= LONGEST_KEPT ? part : part.substring(0, LONGEST_KEPT) + "…";
    }

    /**
     * Under a name: tinylog's own loggers walk the stack for one, since Jetty has another level.
     */
    private static void line(int pid, String label, String text) {
        ProviderRegistry.getLoggingProvider()
                .log(
                        NAME,
                        null,
                        Level.INFO,
                        null,
                        null,
                        "[" + pid + "] " + label + ":  " + Harmless.lines(text));
    }
}
