package org.bgworker.host.cli;

import java.io.PrintWriter;
import java.util.List;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.Harmless;
import org.bgworker.host.report.Report;

/**
 * Prints what others have written without doing what it says to a terminal: a name in a class file
 * may hold anything.
 */
public final class Screen {
    private static final int LABEL = 13;

    private final PrintWriter out;

    /** Prints to a writer. */
    public Screen(PrintWriter out) {
        this.out = out;
    }

    /** A line; what in it is neither a tab nor a visible character is a question mark. */
    public void line(String text) {
        out.println(Harmless.line(text));
    }

    /** Colours of a terminal. */
    public enum Colour {
        /** Its own. */
        NONE(0),
        /** Something is wrong. */
        RED(31),
        /** All is well. */
        GREEN(32),
        /** Something is waited for. */
        YELLOW(33);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }

    /** A line with a piece in a colour. */
    public void line(String text, int from, int to, Colour colour) {
        out.println(
                Harmless.line(text.substring(0, from))
                        + "\u001b["
                        + colour.code
                        + "m"
                        + Harmless.line(text.substring(from, to))
                        + "\u001b[0m"
                        + Harmless.line(text.substring(to)));
    }

    /** Whether nobody reads what is printed any longer. */
    public boolean isClosed() {
        return out.checkError();
    }

    /** Begins anew at the top of an empty terminal. */
    public void clear() {
        out.print("\u001b[H\u001b[2J");
    }

    /** Lines under a title, which stands before the first. */
    public void list(String title, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            var label = i == 0 ? title : "";
            line(label + " ".repeat(Math.max(0, LABEL - label.length())) + " " + lines.get(i));
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

    /** A text of this program's own, as it is. */
    void text(String text) {
        out.print(text);
    }

    /** A tree. */
    public void json(Object tree) {
        out.println(Json.text(tree)); // which is harmless by itself
    }
}
