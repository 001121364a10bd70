package org.bgworker.sample.file_ingest;

import java.time.OffsetDateTime;

/** What a record of a file turned out to be. */
sealed interface Line {
    /** The line of the file that the record starts on. */
    long number();

    /**
     * A change of a time zone's clocks.
     *
     * @param number see {@link Line#number()}
     * @param zone the zone's name
     * @param startsAt from when on
     * @param offsetSeconds what the clocks show more than UTC
     * @param abbreviation how that time is called
     * @param note free text
     */
    record Transition(
            long number,
            String zone,
            OffsetDateTime startsAt,
            int offsetSeconds,
            String abbreviation,
            String note)
            implements Line {}

    /**
     * A record that is no {@link Transition}.
     *
     * @param number see {@link Line#number()}
     * @param reason why
     * @param fields its fields, shortened
     */
    record Reject(long number, String reason, String fields) implements Line {}
}
