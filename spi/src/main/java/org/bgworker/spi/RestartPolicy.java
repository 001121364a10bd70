package org.bgworker.spi;

import java.time.Duration;

/**
 * How restarts go on when a worker fails again and again. PostgreSQL has the interval alone, for
 * ever (R88); so has {@link #PLAIN}.
 *
 * <p>The first failure in a row waits the restart time, each further one twice as long as the one
 * before, up to {@link #maxDelay()}. A wait is never shorter than the restart time (R89).
 *
 * @param maxDelay the longest wait before jitter; no longer than the restart time means no growth
 * @param jitter how much of a wait may be added to it at random, 0 for nothing to 1 for as much
 *     again
 * @param healthyTime a run that lasts this long ends the row of failures
 * @param limit how many restarts are granted within {@link #period()}; after them the worker is
 *     {@link WorkerStatus.State#FAILED} until an administrator resets it. 0 is no limit
 * @param period what the limit is counted in
 */
public record RestartPolicy(
        Duration maxDelay, double jitter, Duration healthyTime, int limit, Duration period) {
    /** The interval for ever: no growth, no jitter, no limit. */
    public static final RestartPolicy PLAIN =
            new RestartPolicy(Duration.ZERO, 0, Duration.ofMinutes(1), 0, Duration.ofMinutes(10));

    /**
     * Checks every part by itself.
     *
     * @throws IllegalArgumentException if a time is negative or longer than {@link
     *     RestartTime#LONGEST}, the jitter is not from 0 to 1, the limit is negative, or there is a
     *     limit and no period
     */
    public RestartPolicy {
        checkTime("max delay", maxDelay);
        checkTime("healthy time", healthyTime);
        checkTime("period", period);
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "invalid restart jitter: %s; it must be from 0 to 1".formatted(jitter));
        }
        if (limit < 0 || (limit > 0 && period.isZero())) {
            throw new IllegalArgumentException(
                    "invalid restart limit: %d in %s".formatted(limit, period));
        }
    }

    private static void checkTime(String what, Duration time) {
        if (time.isNegative() || time.compareTo(RestartTime.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "invalid restart %s: %s; it must be from 0 to %,d seconds"
                            .formatted(what, time, RestartTime.LONGEST.toSeconds()));
        }
    }

    /** This policy with waits that double up to {@code longest}. */
    public RestartPolicy growingTo(Duration longest) {
        return new RestartPolicy(longest, jitter, healthyTime, limit, period);
    }

    /** This policy with waits that are longer at random by up to this share of them. */
    public RestartPolicy withJitter(double share) {
        return new RestartPolicy(maxDelay, share, healthyTime, limit, period);
    }

    /** This policy with runs counted as healthy that last this long. */
    public RestartPolicy healthyAfter(Duration time) {
        return new RestartPolicy(maxDelay, jitter, time, limit, period);
    }

    /** This policy with at most {@code restarts} restarts in {@code time}. */
    public RestartPolicy atMost(int restarts, Duration time) {
        return new RestartPolicy(maxDelay, jitter, healthyTime, restarts, time);
    }
}
