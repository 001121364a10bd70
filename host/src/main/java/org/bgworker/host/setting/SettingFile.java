package org.bgworker.host.setting;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;

/**
 * Reads PostgreSQL's file syntax: {@code name = value # comment}, {@code 'quoted'} where needed.
 */
final class SettingFile {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\s*([A-Za-z_][\\w]*(?:\\.[A-Za-z_]\\w*){0,2})(?:\\s*=\\s*|\\s+)"
                            + "(?:'((?:[^']|'')*)'|([^\\s#']+))\\s*(?:#.*)?");
    private static final Pattern NOTHING = Pattern.compile("\\s*(?:#.*)?");

    /**
     * What a file holds.
     *
     * @param assignments in order
     * @param problems one for each line that cannot be read
     */
    record Content(List<Assignment> assignments, List<Report> problems) {}

    private SettingFile() {}

    static Content read(Path file) {
        var assignments = new ArrayList<Assignment>();
        var problems = new ArrayList<Report>();
        try {
            int number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                var matcher = LINE.matcher(line);
                var origin = "in file \"%s\" line %d".formatted(file, number);
                if (matcher.matches()) {
                    assignments.add(
                            new Assignment(
                                    matcher.group(1).toLowerCase(Locale.ROOT),
                                    value(matcher.group(2), matcher.group(3)),
                                    origin));
                } else if (!NOTHING.matcher(line).matches()) {
                    problems.add(
                            Report.error(
                                    "syntax error " + origin,
                                    "The line is: " + line.strip(),
                                    "A line is: name = value, or name = 'value with spaces'."));
                }
            }
        } catch (MalformedInputException notText) {
            problems.add(
                    Report.error(
                            "could not read configuration file \"%s\": it is not UTF-8"
                                    .formatted(file),
                            "",
                            ""));
        } catch (IOException failed) {
            problems.add(
                    Report.error(
                            "could not open configuration file \"%s\": %s"
                                    .formatted(file, FileFailure.reason(failed)),
                            "",
                            ""));
        }
        return new Content(List.copyOf(assignments), List.copyOf(problems));
    }

    private static String value(
            @org.jspecify.annotations.Nullable String quoted,
            @org.jspecify.annotations.Nullable String bare) {
        if (quoted != null) {
            return quoted.replace("''", "'");
        }
        return bare == null ? "" : bare;
    }
}
