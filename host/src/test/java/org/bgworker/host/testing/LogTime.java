package org.bgworker.host.testing;

import java.time.Duration;
import java.time.LocalDateTime;

/** Reads the time at the beginning of a line of the log. */
public final class LogTime {
    private static final int LENGTH = "2026-01-01 00:00:00.000".length();

    private LogTime() {}

    /** The time that the host took from one line to another. */
    public static Duration between(String from, String to) {
        return Duration.between(of(from), of(to));
    }

    /** The time of a line. */
    public static LocalDateTime of(String line) {
        return LocalDateTime.parse(line.substring(0, LENGTH).replace(' ', 'T'));
    }
}
