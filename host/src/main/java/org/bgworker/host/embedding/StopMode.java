package org.bgworker.host.embedding;

/** How a host is to stop, the mildest first; a later request may only be harder. */
public enum StopMode {
    /** Waits until all {@link HostConnection}s are closed, then as {@link #FAST} (R119). */
    SMART,
    /** Asks all workers to end (R120). */
    FAST,
    /** Ends without waiting for anybody (R121). */
    IMMEDIATE
}
