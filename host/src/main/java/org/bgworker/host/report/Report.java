package org.bgworker.host.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A message for people, in three parts.
 *
 * @param severity its level
 * @param primary what is wrong: object first, lower case, no period
 * @param detail more of it, in sentences; may be empty or have several lines
 * @param hint what may help, in sentences; may be empty
 */
public record Report(Severity severity, String primary, String detail, String hint) {
    /** A report of the primary message alone. */
    public static Report of(Severity severity, String primary) {
        return new Report(severity, primary, "", "");
    }

    /** An error with a detail and a hint. */
    public static Report error(String primary, String detail, String hint) {
        return new Report(Severity.ERROR, primary, detail, hint);
    }

    /** The same message at another level. */
    public Report at(Severity other) {
        return new Report(other, primary, detail, hint);
    }

    /**
     * The first of several problems leads, the primary messages of the others stand in its detail.
     */
    public static Report joined(List<Report> problems) {
        var first = problems.getFirst();
        if (problems.size() == 1) {
            return first;
        }
        var others =
                problems.stream()
                        .skip(1)
                        .map(other -> "Also: " + other.primary() + ".")
                        .collect(Collectors.joining("\n"));
        var detail = first.detail().isEmpty() ? others : first.detail() + "\n" + others;
        return new Report(first.severity(), first.primary(), detail, first.hint());
    }

    /** The parts, one a line, as {@code LEVEL: primary}, {@code DETAIL: …}, {@code HINT: …}. */
    @Override
    public String toString() {
        var text = new StringBuilder(severity.label()).append(":  ").append(primary);
        if (!detail.isEmpty()) {
            text.append("\nDETAIL:  ").append(detail);
        }
        if (!hint.isEmpty()) {
            text.append("\nHINT:  ").append(hint);
        }
        return text.toString();
    }
}
