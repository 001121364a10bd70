package org.bgworker.host.postmaster;

import java.util.Locale;

/** How to shut down, the mildest first; a later request may only be harder. */
public enum ShutdownMode {
    /** Waits for sessions that are not workers, then as {@link #FAST} (R119). */
    SMART,
    /** Asks all workers to end (R120). */
    FAST,
    /** Ends without waiting for anybody (R121). */
    IMMEDIATE;

    /** The word in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
