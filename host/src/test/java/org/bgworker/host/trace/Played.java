package org.bgworker.host.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what a host has said in the form of the recorded traces. */
final class Played {
    private static final Pattern LINE =
            Pattern.compile("(?:\\d\\S+ \\S+ \\S+ )?\\[(\\d+)] (\\w+):  (.*)");
    private static final Pattern SAID = Pattern.compile("(?:.*?: )?(sql|probe|begin|end): (.*)");

    private Played() {}

    /** All that was said between the marks of each scenario. */
    static Map<String, Trace> scenarios(List<String> log, Path dir) {
        var found = new LinkedHashMap<String, Trace>();
        var current = new ArrayList<String>();
        for (var line : plain(log, dir)) {
            if (line.startsWith("begin ")) {
                current.clear();
            } else if (line.startsWith("end ")) {
                found.put(line.substring(4), Trace.of(current));
            } else {
                current.add(line);
            }
        }
        return found;
    }

    /** All that was said. */
    static Trace all(List<String> log, Path dir) {
        return Trace.of(plain(log, dir));
    }

    private static List<String> plain(List<String> log, Path dir) {
        return log.stream()
                .map(line -> line.replace(dir.toString(), "DIR"))
                .map(Played::plain)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Nothing for a detail, a hint, or what follows in a report of several lines. */
    private static String plain(String line) {
        var said = LINE.matcher(line);
        if (!said.matches()) {
            return line.startsWith("sql ") ? line.replace('|', ',') : "";
        }
        if (said.group(2).equals("DETAIL") || said.group(2).equals("HINT")) {
            return "";
        }
        if (said.group(3).contains("started without an AOT cache")) {
            return ""; // as a changed copy of the distribution does
        }
        var text = said.group(3).replaceFirst("\\(PID \\d+\\)", "(PID P)");
        var byProbe = SAID.matcher(text);
        if (byProbe.matches()) {
            return (byProbe.group(1) + " " + byProbe.group(2)).replace('|', ',');
        }
        return "log %s: %s".formatted(said.group(1).equals("1") ? "postmaster" : "worker", text);
    }
}
