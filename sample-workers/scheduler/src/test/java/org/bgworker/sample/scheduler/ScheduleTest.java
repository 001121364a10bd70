package org.bgworker.sample.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
    private static final Instant THURSDAY = Instant.parse("2026-01-01T10:00:00.5Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    * * * * *            ; 2026-01-01T10:01:00Z ; 2026-01-01T10:02:00Z
                    */20 9-10 * * *      ; 2026-01-01T10:20:00Z ; 2026-01-01T10:40:00Z
                    0,30 * * * *         ; 2026-01-01T10:30:00Z ; 2026-01-01T11:00:00Z
                    0 9 * * MON-FRI      ; 2026-01-02T09:00:00Z ; 2026-01-05T09:00:00Z
                    0 9 * * 0            ; 2026-01-04T09:00:00Z ; 2026-01-11T09:00:00Z
                    0 9 * * 7            ; 2026-01-04T09:00:00Z ; 2026-01-11T09:00:00Z
                    0 0 L * *            ; 2026-01-31T00:00:00Z ; 2026-02-28T00:00:00Z
                    0 0 29 feb *         ; 2028-02-29T00:00:00Z ; 2032-02-29T00:00:00Z
                    0 0 9 * FRI          ; 2026-01-02T00:00:00Z ; 2026-01-09T00:00:00Z
                    @hourly              ; 2026-01-01T11:00:00Z ; 2026-01-01T12:00:00Z
                    @monthly             ; 2026-02-01T00:00:00Z ; 2026-03-01T00:00:00Z
                    """)
    void five_fields_and_words_are_those_of_crontab(String text, Instant first, Instant second) {
        assertEquals(List.of(first, second), times(text, THURSDAY, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    * * * * * *          ; 2026-01-01T10:00:01Z ; 2026-01-01T10:00:02Z
                    */30 * * * * *       ; 2026-01-01T10:00:30Z ; 2026-01-01T10:01:00Z
                    5 0 12 * * SAT       ; 2026-01-03T12:00:05Z ; 2026-01-10T12:00:05Z
                    """)
    void of_six_fields_the_first_are_seconds(String text, Instant first, Instant second) {
        assertEquals(List.of(first, second), times(text, THURSDAY, ZoneOffset.UTC));
    }

    @Test
    void a_job_with_a_day_of_month_and_a_day_of_week_is_due_on_either() {
        assertEquals(
                List.of(
                        Instant.parse("2026-01-02T00:00:00Z"), // a Friday
                        Instant.parse("2026-01-09T00:00:00Z"),
                        Instant.parse("2026-01-13T00:00:00Z"),
                        Instant.parse("2026-01-16T00:00:00Z")),
                times("0 0 13 * 5", THURSDAY, ZoneOffset.UTC, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    0 0 */2 * MON        ; 2026-01-05T00:00:00Z ; 2026-01-19T00:00:00Z
                    0 0 13 * */2         ; 2026-01-13T00:00:00Z ; 2026-06-13T00:00:00Z
                    0 0 */10 * */3       ; 2026-01-11T00:00:00Z ; 2026-01-21T00:00:00Z
                    0 0 13 * *,5         ; 2026-01-13T00:00:00Z ; 2026-02-13T00:00:00Z
                    0 0 *,13 * 5         ; 2026-01-02T00:00:00Z ; 2026-01-09T00:00:00Z
                    0 0 29 2 */7         ; 2032-02-29T00:00:00Z ; 2060-02-29T00:00:00Z
                    0 30 23 */2 * MON    ; 2026-01-05T23:30:00Z ; 2026-01-19T23:30:00Z
                    """)
    void a_day_matches_both_fields_if_one_begins_with_a_star(
            String text, Instant first, Instant second) {
        assertEquals(List.of(first, second), times(text, THURSDAY, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    0 0 1-31/10 * MON    ; 2026-01-05T00:00:00Z ; 2026-01-11T00:00:00Z
                    0 0 13 * 0-6         ; 2026-01-02T00:00:00Z ; 2026-01-03T00:00:00Z
                    0 0 1-31 * MON       ; 2026-01-02T00:00:00Z ; 2026-01-03T00:00:00Z
                    0 0 13,*/2 * MON     ; 2026-01-03T00:00:00Z ; 2026-01-05T00:00:00Z
                    """)
    void a_day_matches_either_field_if_none_begins_with_a_star(
            String text, Instant first, Instant second) {
        assertEquals(List.of(first, second), times(text, THURSDAY, ZoneOffset.UTC));
    }

    @Test
    void the_day_on_which_both_fields_match_is_that_of_the_time_zone() {
        assertEquals(
                List.of(
                        Instant.parse("2026-03-29T00:00:00Z"), // 1:00, and 2:00 becomes 3:00
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-05-02T22:00:00Z")), // 3 May in Berlin
                times("0 0-3 */2 3,5 SUN", Instant.parse("2026-03-28T23:30:00Z"), berlin(), 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "0 * * * *",
                "0 */1 * * *",
                "*/5 8-18 * * MON-FRI",
                "* 3 * * *",
                "*/10 0 3 * * *",
                "5 0,30 * * * *",
                "@hourly"
            })
    void a_schedule_is_frequent_whose_hour_is_a_star_or_whose_minute_or_second_begins_with_one(
            String text) {
        assertTrue(Schedule.parse(text).isFrequent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 3 * * *",
                "0,30 1-4 * * *",
                "0 */6 * * *",
                "30 0 3 * * *",
                "0 0 */2 * *",
                "@daily",
                "@weekly"
            })
    void any_other_is_at_fixed_times(String text) {
        assertFalse(Schedule.parse(text).isFrequent());
    }

    @Test
    void a_time_that_the_clocks_leave_out_does_not_come_that_day() {
        assertEquals(
                List.of(
                        Instant.parse("2026-03-28T01:30:00Z"),
                        Instant.parse("2026-03-30T00:30:00Z")), // on 29 March 2:00 becomes 3:00
                times("30 2 * * *", Instant.parse("2026-03-27T12:00:00Z"), berlin()));
    }

    @Test
    void a_time_that_the_clocks_show_twice_comes_once() {
        assertEquals(
                List.of(
                        Instant.parse("2026-10-25T00:30:00Z"), // then 3:00 becomes 2:00
                        Instant.parse("2026-10-26T01:30:00Z")),
                times("30 2 * * *", Instant.parse("2026-10-24T12:00:00Z"), berlin()));
    }

    @Test
    void what_is_due_every_half_hour_is_due_in_the_hour_that_comes_twice_too() {
        assertEquals(
                List.of(
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-25T01:00:00Z"),
                        Instant.parse("2026-10-25T01:30:00Z"),
                        Instant.parse("2026-10-25T02:00:00Z")),
                times("*/30 * * * *", Instant.parse("2026-10-25T00:10:00Z"), berlin(), 4));
    }

    @Test
    void a_date_that_no_year_has_never_comes() {
        assertEquals(
                Optional.empty(), Schedule.parse("0 0 30 2 *").nextAfter(THURSDAY, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@reboot",
                "every day",
                "* * * *",
                "* * * * * * *",
                "60 * * * *",
                "*/0 * * * *",
                "5-1 * * * *",
                "9999999999 * * * *",
                "0 0 | * *",
                "0 0 1|2 * *",
                "'; drop table scheduler.job; --"
            })
    void anything_else_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text));
    }

    private static ZoneId berlin() {
        return ZoneId.of("Europe/Berlin");
    }

    private static List<Instant> times(String text, Instant after, ZoneId zone) {
        return times(text, after, zone, 2);
    }

    private static List<Instant> times(String text, Instant after, ZoneId zone, int count) {
        var schedule = Schedule.parse(text);
        return Stream.iterate(after, last -> schedule.nextAfter(last, zone).orElseThrow())
                .skip(1)
                .limit(count)
                .toList();
    }
}
