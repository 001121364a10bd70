package org.bgworker.host.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Puts the lines of a log together to reports, without their times and pids. */
public final class LogReports {
    private static final Pattern LINE =
            Pattern.compile("(?:\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ )?\\[\\d+] (\\w+:  .*)");

    private LogReports() {}

    /** The reports, each with its detail and hint on lines of their own. */
    public static List<String> in(List<String> lines) {
        var reports = new ArrayList<String>();
        for (var line : lines) {
            var matcher = LINE.matcher(line);
            var text = matcher.matches() ? matcher.group(1) : line;
            boolean more =
                    !matcher.matches() || text.startsWith("DETAIL:") || text.startsWith("HINT:");
            if (more && !reports.isEmpty()) {
                reports.add(reports.removeLast() + "\n" + text);
            } else {
                reports.add(text);
            }
        }
        return List.copyOf(reports);
    }

    /** The one report that contains a text. */
    public static String about(String text, List<String> reports) {
        var found = reports.stream().filter(report -> report.contains(text)).toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    "%d reports with \"%s\" in:\n%s"
                            .formatted(found.size(), text, String.join("\n", reports)));
        }
        return found.getFirst();
    }

    /** The reports with a directory called {@code DIR}. */
    public static List<String> in(List<String> lines, Path dir) {
        return in(lines.stream().map(line -> line.replace(dir.toString(), "DIR")).toList());
    }
}
