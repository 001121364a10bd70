package org.bgworker.host.report;

import java.util.Locale;

/**
 * PostgreSQL's message levels, in the order of {@code log_min_messages}: {@link #LOG} stands
 * between {@link #ERROR} and {@link #FATAL}.
 */
public enum Severity {
    /** Detail for developers, the finest. */
    DEBUG5,
    /** Detail for developers. */
    DEBUG4,
    /** Detail for developers. */
    DEBUG3,
    /** Detail for developers. */
    DEBUG2,
    /** What the postmaster does with each worker. */
    DEBUG1,
    /** Asked for by the reader. */
    INFO,
    /** Worth knowing. */
    NOTICE,
    /** Likely a mistake. */
    WARNING,
    /** Something failed. */
    ERROR,
    /** Of interest to the administrator. */
    LOG,
    /** The host or a worker cannot go on. */
    FATAL,
    /** Everything ends. */
    PANIC;

    /** The word in {@code log_min_messages}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word in a log line, where all debug levels look alike. */
    public String label() {
        return name().startsWith("DEBUG") ? "DEBUG" : name();
    }
}
