package org.bgworker.host.postmaster;

import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.RestartTime;

/**
 * Whether and when a failed worker is started again: its restart time (R82), and the policy beside
 * it, which PostgreSQL lacks (R88).
 */
final class Restarts {
    private final RestartPolicy common;

    /**
     * Knows the rules.
     *
     * @param common the policy of workers without one of their own
     */
    Restarts(RestartPolicy common) {
        this.common = common;
    }

    /** What is to become of a failed worker. */
    sealed interface Fate {
        /** It has no restart time. */
        record Unregister() implements Fate {}

        /** It is started again at a time. */
        record StartAt(long due) implements Fate {}

        /** It has used up its restarts. */
        record GiveUp(RestartPolicy policy) implements Fate {}
    }

    /**
     * Counts a failure and decides.
     *
     * @param chance random, from 0 up to 1
     */
    Fate decide(Registered registered, double chance, long now) {
        return switch (registered.worker.restartTime()) {
            case RestartTime.Never _ -> new Fate.Unregister();
            case RestartTime.After(var interval, var own) -> {
                var policy = own.orElse(common);
                registered.history.failed(policy, now);
                if (!registered.history.takeRestart(policy, now)) {
                    yield new Fate.GiveUp(policy);
                }
                long delay =
                        delay(interval.toNanos(), policy, registered.history.failures(), chance);
                yield new Fate.StartAt(now + delay);
            }
        };
    }

    private static long delay(long interval, RestartPolicy policy, int failures, double chance) {
        long longest = Math.max(interval, policy.maxDelay().toNanos());
        long delay = interval;
        for (int i = 1; i < failures && delay < longest; i++) {
            delay = Math.min(longest, 2 * delay);
        }
        return delay + (long) (delay * policy.jitter() * chance);
    }
}
