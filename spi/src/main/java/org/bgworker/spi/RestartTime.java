package org.bgworker.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether, and how long after its end, a failed worker is started again ({@code bgw_restart_time}).
 *
 * <p>A worker that returns from its function is never started again, whatever stands here (R81).
 */
public sealed interface RestartTime {
    /** The longest interval, 86,400,000 seconds (R21). */
    Duration LONGEST = Duration.ofDays(1000);

    /** {@code BGW_NEVER_RESTART}. */
    RestartTime NEVER = new Never();

    /** {@code BGW_DEFAULT_RESTART_INTERVAL}: one minute. Nothing applies it by itself (R7). */
    RestartTime DEFAULT_INTERVAL = new After(Duration.ofSeconds(60), Optional.empty());

    /**
     * Started again when {@code interval} has passed since the host noticed the exit.
     *
     * @param interval whole seconds, from 1 to {@link #LONGEST}
     * @throws IllegalArgumentException if the interval is anything else
     */
    static RestartTime after(Duration interval) {
        return new After(interval, Optional.empty());
    }

    /**
     * As {@link #after(Duration)}, with a policy of its own for a worker that fails again and
     * again.
     *
     * @throws IllegalArgumentException as {@link #after(Duration)} does
     */
    static RestartTime after(Duration interval, RestartPolicy policy) {
        return new After(interval, Optional.of(policy));
    }

    /** Unregistered when it fails. */
    record Never() implements RestartTime {}

    /**
     * Restarted when the interval has passed since the host noticed the exit (R82), never earlier
     * (R89).
     *
     * @param interval whole seconds, from 1 to {@link #LONGEST}; 0, a hot loop in PostgreSQL (R86),
     *     is refused
     * @param policy for a worker that fails again and again; empty means the host's settings
     */
    record After(Duration interval, Optional<RestartPolicy> policy) implements RestartTime {
        /** Checks the interval. */
        public After {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0
                    || interval.compareTo(LONGEST) > 0
                    || interval.toNanosPart() != 0) {
                throw new IllegalArgumentException(
                        "invalid restart interval: %s; it must be a whole number of seconds from 1 to %,d"
                                .formatted(interval, LONGEST.toSeconds()));
            }
        }
    }
}
