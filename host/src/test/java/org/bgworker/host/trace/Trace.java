package org.bgworker.host.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What was seen of one scenario, told by three: the registrant ({@code sql}), the worker ({@code
 * probe}) and the server's log. In what order those three speak is chance, but not what each says.
 *
 * @param streams the lines of each, by its name
 */
record Trace(Map<String, String> streams) {
    static final List<String> SPEAKERS = List.of("sql", "probe", "log");

    private static final Pattern HEADING = Pattern.compile("# (\\d+c?|[A-Z]\\d?) .*");
    private static final Pattern LOG = Pattern.compile("log\t([^\t]*)\t\\w+:  (.*)");

    /** Of lines that begin with who speaks. */
    static Trace of(List<String> lines) {
        var streams = new LinkedHashMap<String, String>();
        for (var speaker : SPEAKERS) {
            var said = new StringBuilder();
            lines.stream()
                    .filter(line -> line.startsWith(speaker + " "))
                    .forEach(line -> said.append(line).append('\n'));
            streams.put(speaker, said.toString());
        }
        return new Trace(streams);
    }

    /** The scenarios of the recorded text, by name. */
    static Map<String, Trace> recorded(List<String> text) {
        var found = new LinkedHashMap<String, List<String>>();
        var current = new ArrayList<String>();
        for (var line : text) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                current = new ArrayList<>();
                found.put(heading.group(1), current);
            } else {
                current.add(plain(line));
            }
        }
        var traces = new LinkedHashMap<String, Trace>();
        found.forEach((name, lines) -> traces.put(name, of(lines)));
        return traces;
    }

    /** A recorded line without level and number, and with two speakers in the log. */
    private static String plain(String line) {
        var log = LOG.matcher(line);
        if (log.matches()) {
            var who = log.group(1).equals("postmaster") ? "postmaster" : "worker";
            return "log %s: %s".formatted(who, log.group(2));
        }
        return line.replaceFirst("^sql\t+", "sql ")
                .replaceFirst("^probe\tid 0\t", "probe ")
                .replace('|', ',');
    }

    /** What one has said, empty if nobody listened. */
    String said(String speaker) {
        return streams.getOrDefault(speaker, "");
    }

    /** The trace with something done to each stream. */
    Trace map(UnaryOperator<String> change) {
        var changed = new LinkedHashMap<String, String>();
        streams.forEach((speaker, said) -> changed.put(speaker, change.apply(said)));
        return new Trace(changed);
    }
}
