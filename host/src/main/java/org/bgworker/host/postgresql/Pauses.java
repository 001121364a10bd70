package org.bgworker.host.postgresql;

import java.time.Duration;

/**
 * How long to wait before the server is started again. One that has run is started at once the
 * first time, and soon after that; one that does not come up is tried ever more rarely.
 */
final class Pauses {
    private static final Duration HEALTHY = Duration.ofMinutes(1);
    private static final int LONGEST_SECONDS = 60;
    private static final int LONGEST_SECONDS_OF_ONE_THAT_RAN = 4;
    private static final int MOST_DOUBLINGS = 6;

    private int failures;
    private boolean ran;
    private long readySince;

    /** It takes sessions. */
    void ready(long now) {
        readySince = now;
    }

    /** It has ended after it took sessions. */
    void ended(long now) {
        failures = now - readySince > HEALTHY.toNanos() ? 0 : ran ? failures + 1 : 0;
        ran = true;
    }

    /** It has ended before. */
    void failed() {
        failures = ran ? 1 : failures + 1;
        ran = false;
    }

    /** The next wait. */
    Duration next() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        int seconds = 1 << Math.min(MOST_DOUBLINGS, failures - 1);
        return Duration.ofSeconds(
                Math.min(seconds, ran ? LONGEST_SECONDS_OF_ONE_THAT_RAN : LONGEST_SECONDS));
    }
}
