package org.bgworker.sample.scheduler;

/**
 * A row of {@code scheduler.job}.
 *
 * @param name unique
 * @param schedule a cron expression, or what somebody took for one
 * @param command SQL
 * @param active whether it is run
 */
record Job(String name, String schedule, String command, boolean active) {
    /** Whether it is due at the same times as another. */
    boolean isDueLike(Job other) {
        return schedule.equals(other.schedule) && active == other.active;
    }
}
