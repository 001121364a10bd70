package org.bgworker.sample.file_ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.bgworker.sample.file_ingest.Line.Reject;
import org.bgworker.sample.file_ingest.Line.Transition;
import org.jspecify.annotations.Nullable;

/** A file of time zone transitions: CSV (RFC 4180) in UTF-8, with a header. */
final class TransitionFile {
    private static final List<String> HEADER =
            List.of("zone", "starts_at", "offset_seconds", "abbreviation", "note");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+/-]{1,64}");
    private static final OffsetDateTime EARLIEST = OffsetDateTime.parse("1800-01-01T00:00:00Z");
    private static final OffsetDateTime LATEST = OffsetDateTime.parse("2200-01-01T00:00:00Z");
    private static final int DAY = 24 * 60 * 60;
    private static final int LONGEST_TEXT = 1000;

    private final Iterator<CsvRecord> records;

    /**
     * Reads the header.
     *
     * @throws IOException if there is none, or the file cannot be read at all
     */
    TransitionFile(InputStream in) throws IOException {
        // The decoder of an InputStreamReader that is given a charset replaces malformed bytes.
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
        skipByteOrderMark(reader);
        records =
                CsvReader.builder()
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // parse() rejects it
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false) // such a file has been cut off
                        .ofCsvRecord(reader)
                        .iterator();
        var header = nextRecord();
        if (header == null || !header.getFields().equals(HEADER)) {
            throw new IOException("the first line is not " + String.join(",", HEADER));
        }
    }

    /**
     * The next line, or null at the end of the file.
     *
     * @throws IOException if the rest of the file cannot be read: malformed UTF-8, an open quote
     */
    @Nullable Line next() throws IOException {
        var csv = nextRecord();
        return csv == null ? null : parse(csv);
    }

    private @Nullable CsvRecord nextRecord() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException | UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
    }

    private static Line parse(CsvRecord csv) {
        var fields = csv.getFields();
        try {
            check(fields.size() == HEADER.size(), "it has not 5 fields but " + fields.size());
            var zone = fields.get(0);
            var startsAt = OffsetDateTime.parse(fields.get(1));
            int offset = Integer.parseInt(fields.get(2));
            var abbreviation = fields.get(3);
            var note = fields.get(4);
            check(NAME.matcher(zone).matches(), "zone is not a name");
            check(!startsAt.isBefore(EARLIEST), "starts_at is too early");
            check(startsAt.isBefore(LATEST), "starts_at is too late");
            check(-DAY < offset && offset < DAY, "offset_seconds is a day or more");
            check(NAME.matcher(abbreviation).matches(), "abbreviation is not a name");
            check(note.length() <= LONGEST_TEXT, "note is too long");
            check(note.indexOf('\0') < 0, "note has a NUL character");
            return new Transition(
                    csv.getStartingLineNumber(), zone, startsAt, offset, abbreviation, note);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return new Reject(
                    csv.getStartingLineNumber(),
                    shortened(String.valueOf(e.getMessage())),
                    shortened(String.join(",", fields)));
        }
    }

    private static void check(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }

    /** Text that a database takes, whatever the file has: PostgreSQL refuses NUL. */
    private static String shortened(String text) {
        int length = Math.min(LONGEST_TEXT, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length)).replace('\0', '\uFFFD');
    }
}
