package org.bgworker.host.report;

import java.util.stream.Collectors;

/**
 * Text that others have written, as it may be shown: a message, a name in a class file or a path
 * may hold anything, and a terminal does what it is told.
 */
public final class Harmless {
    private Harmless() {}

    /**
     * Without control characters, and those that change the direction of text or are not seen: each
     * is a question mark.
     */
    public static String word(String text) {
        return isPlain(text) ? text : shown(text, false);
    }

    /** The same, but with its tabs. */
    public static String line(String text) {
        return isPlain(text) ? text : shown(text, true);
    }

    /** Lines of which only the first begins at the margin, or one could look like a message. */
    public static String lines(String text) {
        return isPlain(text)
                ? text
                : text.lines().map(Harmless::line).collect(Collectors.joining("\n\t"));
    }

    /** Most texts are; the log has no time for more. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String shown(String text, boolean tabs) {
        var shown = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> isVisible(c) || (tabs && c == '\t') ? c : '?')
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
