package org.bgworker.sample.file_ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bgworker.sample.file_ingest.Line.Reject;
import org.bgworker.sample.file_ingest.Line.Transition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionFileTest {
    private static final String HEADER = "zone,starts_at,offset_seconds,abbreviation,note\n";
    private static final String BERLIN = "Europe/Berlin,1893-03-31T23:06:32Z,3600,CET,\n";

    @Test
    void aLineBecomesTypedValues() throws IOException {
        assertEquals(
                List.of(
                        new Transition(
                                2,
                                "Europe/Berlin",
                                OffsetDateTime.parse("1893-03-31T23:06:32Z"),
                                3600,
                                "CET",
                                "")),
                read(HEADER + BERLIN));
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsDoNotMatter() throws IOException {
        assertEquals(
                read(HEADER + BERLIN), read("\uFEFF" + (HEADER + BERLIN).replace("\n", "\r\n")));
    }

    @Test
    void aQuotedFieldMayHaveSeveralLinesAndTheNextRecordKnowsItsOwn() throws IOException {
        var lines = read(HEADER + BERLIN.replace(",\n", ",\"a \"\"b\"\",\nc\"\n") + BERLIN);

        assertEquals("a \"b\",\nc", assertInstanceOf(Transition.class, lines.get(0)).note());
        assertEquals(4, lines.get(1).number());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Europe/Berlin,1893-03-31T23:06:32Z,3600,CET    | it has not 5 fields but 4
                    Europe/Berlin,1893-03-31T23:06:32Z,3600,CET,,  | it has not 5 fields but 6
                    ,1893-03-31T23:06:32Z,3600,CET,                | zone is not a name
                    A/B,1893-02-30T00:00:00Z,3600,CET,             | Invalid date
                    A/B,1893-02-20T00:00:00Z,one hour,CET,         | one hour
                    A/B,+999999-01-01T00:00:00Z,3600,CET,          | too late
                    A/B,1893-02-20T00:00:00Z,-2147483648,CET,      | a day or more
                    """)
    void aBadLineIsRejectedWithItsReason(String line, String reason) throws IOException {
        var lines = read(HEADER + line + "\n" + BERLIN);

        var reject = assertInstanceOf(Reject.class, lines.getFirst());
        assertEquals(2, reject.number());
        assertEquals(line, reject.fields());
        assertTrue(
                reject.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)),
                reject::reason);
        assertInstanceOf(Transition.class, lines.getLast());
    }

    @Test
    void aRejectIsShortAndHasNoNul() throws IOException {
        var reject =
                assertInstanceOf(Reject.class, read(HEADER + "\0" + "x".repeat(5000)).getFirst());

        assertEquals("\uFFFD" + "x".repeat(999), reject.fields());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "zone;starts_at\n",
                "Europe/Berlin,1893-03-31T23:06:32Z,3600,CET,\n"
            })
    void aFileWithoutTheHeaderCannotBeRead(String text) {
        assertThrows(IOException.class, () -> read(text));
    }

    @Test
    void aFileThatIsNotUtf8CannotBeRead() {
        assertThrows(
                IOException.class,
                () -> read(HEADER + BERLIN.replace(",\n", ",Tucumán\n"), ISO_8859_1));
    }

    @Test
    void aFileWithAnOpenQuoteCannotBeRead() {
        assertThrows(IOException.class, () -> read(HEADER + BERLIN + "\"" + BERLIN));
    }

    private static List<Line> read(String text) throws IOException {
        return read(text, UTF_8);
    }

    private static List<Line> read(String text, Charset charset) throws IOException {
        var file = new TransitionFile(new ByteArrayInputStream(text.getBytes(charset)));
        var lines = new ArrayList<Line>();
        for (var line = file.next(); line != null; line = file.next()) {
            lines.add(line);
        }
        return lines;
    }
}
