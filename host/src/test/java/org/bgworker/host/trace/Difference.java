package org.bgworker.host.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table of differences in CONFORMANCE.md.
 *
 * @param scenarios in which it is to be seen, {@code all} for any
 * @param there lines of the recorded trace, as a regular expression; empty if {@code here} is only
 *     here, and then one itself
 * @param here what stands in their place; empty if they are only there
 */
record Difference(List<String> scenarios, String there, String here) {
    private static final Pattern LINE =
            Pattern.compile("\\| ([\\w, ]+) \\| (?:`(.*?)`)? ?\\| (?:`(.*?)`)? ?\\| [^|]+[.] \\|");

    /** Reads the table. */
    static List<Difference> table() throws IOException {
        var lines = Files.readAllLines(Path.of("CONFORMANCE.md"));
        var found = new ArrayList<Difference>();
        for (var line :
                lines.subList(
                        lines.indexOf("| scenarios | there | here | why |") + 2, lines.size())) {
            if (line.startsWith("|")) {
                var matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new AssertionError("not a difference: " + line);
                }
                found.add(
                        new Difference(
                                List.of(matcher.group(1).split(", ", -1)),
                                text(matcher.group(2)),
                                text(matcher.group(3))));
            }
        }
        return found;
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell.replace("\\|", "|");
    }

    boolean concerns(String scenario) {
        return scenarios.contains(scenario) || scenarios.equals(List.of("all"));
    }

    /** What the recorded text is expected to be here. */
    String expected(String recorded) {
        var replacement = here.isEmpty() ? "" : here.replace("\\n", "\n") + "\n";
        return there.isEmpty() ? recorded : lines(there).matcher(recorded).replaceAll(replacement);
    }

    /** The text here without what is only here. */
    String compared(String played) {
        return there.isEmpty() ? lines(here).matcher(played).replaceAll("") : played;
    }

    private static Pattern lines(String regex) {
        return Pattern.compile("^(?:" + regex + ")\n", Pattern.MULTILINE);
    }
}
