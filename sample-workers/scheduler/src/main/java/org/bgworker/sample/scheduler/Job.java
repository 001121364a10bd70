package org.bgworker.sample.scheduler;

/**
 * A row of {@code scheduler.job}.
 *
 * @param name unique
 * @param schedule a cron expression, or what somebody took for one
 * @param command SQL
 */
record Job(String name, String schedule, String command) {}
