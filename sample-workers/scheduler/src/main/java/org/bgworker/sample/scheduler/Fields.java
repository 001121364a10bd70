package org.bgworker.sample.scheduler;

import java.util.List;

/**
 * The fields of a cron expression as they are written; those that begin with a star are special.
 */
final class Fields {
    private static final String STAR = "*";
    private static final int AFTER_HOUR = 3;

    private final List<String> all;

    private Fields(List<String> all) {
        this.all = all;
    }

    /** Of a valid expression, with a single space between two fields. */
    static Fields of(String expression) {
        return new Fields(List.of(expression.split(" ")));
    }

    String dayOfWeek() {
        return all.getLast();
    }

    private String dayOfMonth() {
        return all.get(all.size() - AFTER_HOUR);
    }

    private String hour() {
        return all.get(all.size() - AFTER_HOUR - 1);
    }

    private List<String> minuteAndSecond() {
        return all.subList(0, all.size() - AFTER_HOUR - 1);
    }

    /** Whether a day must match both fields, not one of the two. */
    boolean daysMustMatchBoth() {
        return dayOfMonth().startsWith(STAR) || dayOfWeek().startsWith(STAR);
    }

    /** The expression without its day of week. */
    String onAnyWeekday() {
        return String.join(" ", all.subList(0, all.size() - 1)) + " " + STAR;
    }

    /** Whether the hour is a star, or the minute or the second begins with one. */
    boolean areFrequent() {
        return hour().equals(STAR)
                || minuteAndSecond().stream().anyMatch(field -> field.startsWith(STAR));
    }
}
