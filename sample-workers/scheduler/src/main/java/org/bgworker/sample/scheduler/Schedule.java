package org.bgworker.sample.scheduler;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cron expression: the five fields of crontab(5), six with seconds first, or a word like {@code
 * @daily}. As there, a job whose day of month and day of week are both given is due on either; but
 * if one of the two begins with {@code *}, it is due on the days that match both.
 */
final class Schedule {
    private static final Pattern SIX_FIELDS = Pattern.compile("\\s*(\\S+\\s+){5}\\S+\\s*");

    private final ExecutionTime times;
    private final Set<DayOfWeek> weekdays;
    private final boolean frequent;

    private Schedule(ExecutionTime times, Set<DayOfWeek> weekdays, boolean frequent) {
        this.times = times;
        this.weekdays = weekdays;
        this.frequent = frequent;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none, with the reason
     */
    static Schedule parse(String expression) {
        if (expression.indexOf('|') >= 0) { // an extension of cron-utils, not sound in all places
            throw new IllegalArgumentException("Invalid character |");
        }
        boolean seconds = SIX_FIELDS.matcher(expression).matches();
        var parser = new CronParser(definition(seconds));
        var cron = parser.parse(expression);
        var fields = Fields.of(cron.asString());
        return fields.daysMustMatchBoth()
                ? new Schedule(
                        ExecutionTime.forCron(parser.parse(fields.onAnyWeekday())),
                        weekdays(fields.dayOfWeek()),
                        fields.areFrequent())
                : new Schedule(
                        ExecutionTime.forCron(cron),
                        EnumSet.allOf(DayOfWeek.class),
                        fields.areFrequent());
    }

    private static Set<DayOfWeek> weekdays(String field) {
        var parser = new CronParser(definition(false));
        var midnights = ExecutionTime.forCron(parser.parse("0 0 * * " + field));
        return Stream.iterate(Instant.EPOCH.atZone(ZoneOffset.UTC), day -> day.plusDays(1))
                .limit(DayOfWeek.values().length)
                .filter(midnights::isMatch)
                .map(ZonedDateTime::getDayOfWeek)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static CronDefinition definition(boolean seconds) {
        var fields = CronDefinitionBuilder.defineCron();
        if (seconds) {
            fields.withSeconds().withStrictRange().and();
        }
        return fields.withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .supportsL() // the last day
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .withStrictRange()
                .and()
                .withSupportedNicknameYearly()
                .withSupportedNicknameAnnually()
                .withSupportedNicknameMonthly()
                .withSupportedNicknameWeekly()
                .withSupportedNicknameDaily()
                .withSupportedNicknameMidnight()
                .withSupportedNicknameHourly()
                .instance();
    }

    /** Whether the hour is {@code *}, or the minute or the second begins with it. */
    boolean isFrequent() {
        return frequent;
    }

    /** The first time after another; none if it never comes, as 30 February. */
    Optional<Instant> nextAfter(Instant now, ZoneId zone) {
        // Without the fraction, which would stay in a time of every second.
        var next = times.nextExecution(now.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
        while (next.isPresent() && !weekdays.contains(next.orElseThrow().getDayOfWeek())) {
            var day = next.orElseThrow().toLocalDate().plusDays(1).atStartOfDay(zone);
            next = times.nextExecution(day.minusSeconds(1));
        }
        return next.map(Instant::from);
    }
}
