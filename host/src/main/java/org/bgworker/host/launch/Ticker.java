package org.bgworker.host.launch;

/** The passing of time, in nanoseconds. The one place that reads the clock. */
@FunctionalInterface
public interface Ticker {
    /**
     * The system's monotonic clock. No constant: no AOT cache holds the lambdas of an interface
     * that has one beside a method of its own.
     */
    static Ticker system() {
        return System::nanoTime;
    }

    /** Nanoseconds since some moment. */
    long read();

    /** The time after a span from now, at the latest {@link Long#MAX_VALUE}. */
    default long after(java.time.Duration span) {
        long now = read();
        try {
            return Math.addExact(now, span.toNanos());
        } catch (ArithmeticException farAway) {
            return span.isNegative() ? now : Long.MAX_VALUE;
        }
    }
}
