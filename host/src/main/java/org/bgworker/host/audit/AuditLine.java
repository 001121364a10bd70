package org.bgworker.host.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A line of the list of audited modules: what was done about one library version.
 *
 * @param deed what was done
 * @param module name of the library's root module
 * @param version of it; empty if it has none
 * @param when it was done, in whole seconds
 * @param who did it: the name of a user
 * @param hashes the SHA-256 of every file of the library, 64 lower-case hexadecimal digits each,
 *     sorted
 * @param note why, in one line; may be empty
 */
public record AuditLine(
        Deed deed,
        String module,
        String version,
        Instant when,
        String who,
        List<String> hashes,
        String note) {
    private static final int FIELDS = 7;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** What a line does. */
    public enum Deed {
        /** From here on these files may run. */
        PERMIT,
        /** From here on they may not. */
        REVOKE;

        /** The word in the list. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks that the line can be written, and sorts the hashes.
     *
     * @throws IllegalArgumentException if it cannot; the message says why, without a period
     */
    public AuditLine {
        hashes = hashes.stream().sorted().toList();
        when = when.truncatedTo(ChronoUnit.SECONDS);
        check(!module.isEmpty(), "the module's name is missing");
        check(!who.isEmpty(), "the user's name is missing");
        check(isPlain(module), "the module's name holds a control character");
        check(isPlain(version), "the version holds a control character");
        check(isPlain(who), "the user's name holds a control character");
        check(isPlain(note), "the note holds a tab, a line break or another control character");
        check(!hashes.isEmpty(), "the hashes are missing");
        for (var hash : hashes) {
            check(HASH.matcher(hash).matches(), "a hash is not 64 lower-case hexadecimal digits");
        }
    }

    /**
     * Reads a line, without its end.
     *
     * @throws IllegalArgumentException if it is none; the message says why, without a period
     */
    static AuditLine parse(String line) {
        var fields = line.split("\t", -1);
        check(
                fields.length == FIELDS,
                "it has %d fields instead of %d".formatted(fields.length, FIELDS));
        return new AuditLine(
                deed(fields[0]),
                fields[1],
                fields[2],
                instant(fields[3]),
                fields[4],
                Arrays.asList(fields[5].split(",", -1)),
                fields[6]);
    }

    private static Deed deed(String word) {
        return Arrays.stream(Deed.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("it begins neither with permit nor revoke"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException other) {
            throw new IllegalArgumentException("its time is not one like 2026-11-22T19:42:24Z");
        }
    }

    private static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c ->
                        Character.isISOControl(c)
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The line without its end. */
    String text() {
        return String.join("\t", deed.word(), module, version, when.toString(), who, key(), note);
    }

    /** What a set of files is known by. */
    String key() {
        return key(hashes);
    }

    static String key(List<String> hashes) {
        return String.join(",", hashes.stream().sorted().toList());
    }
}
