package org.bgworker.sample.scheduler;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cron expression: the five fields of crontab(5), six with seconds first, or a word like {@code
 * @daily}. As there, a job whose day of month and day of week are both given is due on either.
 */
final class Schedule {
    private static final Pattern SIX_FIELDS = Pattern.compile("\\s*(\\S+\\s+){5}\\S+\\s*");

    private final ExecutionTime times;

    private Schedule(ExecutionTime times) {
        this.times = times;
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
        return new Schedule(
                ExecutionTime.forCron(new CronParser(fields(seconds)).parse(expression)));
    }

    private static CronDefinition fields(boolean seconds) {
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

    /** The first time after another; none if it never comes, as 30 February. */
    Optional<Instant> nextAfter(Instant now, ZoneId zone) {
        // Without the fraction, which would stay in a time of every second.
        var from = now.truncatedTo(ChronoUnit.SECONDS).atZone(zone);
        return times.nextExecution(from).map(Instant::from);
    }
}
