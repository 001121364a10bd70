package org.bgworker.host.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.report.ReportException;

/** The text of a list of audited modules: a first line that says what it is, and the lines. */
final class AuditText {
    /** To be counted up when the format changes. */
    static final String HEADER =
            "# bgworker audited modules 1: deed, module, version, when, who, SHA-256 of every file, note";

    private AuditText() {}

    /**
     * Reads all lines.
     *
     * @param file where they come from
     * @throws ReportException if one cannot be read
     */
    static List<AuditLine> parse(Path file, byte[] bytes) throws ReportException {
        var lines = new ArrayList<AuditLine>();
        int number = 1;
        for (int at = 0; at < bytes.length; number++) {
            int end = end(bytes, at);
            try {
                check(end < bytes.length, "it does not end: whoever wrote it was interrupted");
                var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, end - at));
                if (number == 1) {
                    check(text.toString().equals(HEADER), "it is not \"%s\"".formatted(HEADER));
                } else {
                    lines.add(AuditLine.parse(text.toString()));
                }
            } catch (CharacterCodingException other) {
                throw bad(file, number, "it is not UTF-8");
            } catch (IllegalArgumentException bad) {
                throw bad(file, number, String.valueOf(bad.getMessage()));
            }
            at = end + 1;
        }
        return List.copyOf(lines);
    }

    /** Where the line that begins there ends: at a line feed, or the text's end. */
    private static int end(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static ReportException bad(Path file, int number, String why) {
        return new ReportException(
                "invalid line %d in list of audited modules \"%s\"".formatted(number, file),
                "The line cannot be read: %s.".formatted(why),
                "Restore the line or delete it; as long as it is there, the list permits nothing new.");
    }
}
