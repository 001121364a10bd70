package org.bgworker.host.cli;

import java.io.PrintWriter;
import java.util.List;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.Report;

/**
 * Prints what others have written without doing what it says to a terminal: a name in a class file
 * may hold anything.
 */
public final class Screen {
    private final PrintWriter out;

    /** Prints to a writer. */
    public Screen(PrintWriter out) {
        this.out = out;
    }

    /** A line; what in it is no visible character is a question mark. */
    public void line(String text) {
        out.println(harmless(text));
    }

    /** Lines under a title, which stands before the first. */
    public void list(String title, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            line("%-13s %s".formatted(i == 0 ? title : "", lines.get(i)));
        }
    }

    /** A report; further lines of a part are indented, so that none looks like a part. */
    public void report(Report report) {
        line(report.severity().label() + ":  " + report.primary());
        part("DETAIL:  ", report.detail());
        part("HINT:  ", report.hint());
    }

    private void part(String label, String text) {
        var before = label;
        for (var one : text.lines().toList()) {
            line(before + one);
            before = "         ";
        }
    }

    /** A tree. */
    public void json(Object tree) {
        out.println(Json.text(tree)); // which is harmless by itself
    }

    /** Without control characters, and those that change the direction of text or are not seen. */
    static String harmless(String text) {
        var shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(isVisible(c) ? c : '?'));
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
