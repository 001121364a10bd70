package org.bgworker.sample.scheduler;

import java.util.Optional;

/** Which jobs follow a clock that has been set back. */
enum Followers {
    /** None: it has not been set back, or so little that the jobs wait until it has caught up. */
    NONE,
    /** Those with a frequent schedule; the others are not run again for due times they have had. */
    FREQUENT,
    /** All. */
    ALL;

    /** Whether a job is one of them; its schedule is empty if it cannot be read. */
    boolean include(Optional<Schedule> schedule) {
        return switch (this) {
            case NONE -> false;
            case FREQUENT -> schedule.filter(Schedule::isFrequent).isPresent();
            case ALL -> true;
        };
    }
}
