package org.bgworker.sample.scheduler;

import java.time.Duration;
import java.time.Instant;

/**
 * The latest time that the clock has shown. If it shows an earlier one it has been set back; as in
 * cron, all jobs follow it at once if that is by more than three hours.
 *
 * @param byFrequent the latest time since frequent jobs have followed the clock
 * @param byOthers the latest time since the other jobs have
 */
record Reached(Instant byFrequent, Instant byOthers) {
    private static final Duration FREQUENT_WAIT = Duration.ofMinutes(1);
    private static final Duration OTHERS_WAIT = Duration.ofHours(3);

    /** The same time for all jobs. */
    static Reached of(Instant time) {
        return new Reached(time, time);
    }

    /** Which jobs follow the clock if it shows this time now. */
    Followers followers(Instant now) {
        if (now.plus(OTHERS_WAIT).isBefore(byOthers)) {
            return Followers.ALL;
        }
        return now.plus(FREQUENT_WAIT).isBefore(byFrequent) ? Followers.FREQUENT : Followers.NONE;
    }

    /** The latest time after the clock has shown this one. */
    Reached after(Instant now) {
        return switch (followers(now)) {
            case NONE -> new Reached(later(byFrequent, now), later(byOthers, now));
            case FREQUENT -> new Reached(now, byOthers);
            case ALL -> of(now);
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
