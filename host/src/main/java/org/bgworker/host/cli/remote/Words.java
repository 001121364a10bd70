package org.bgworker.host.cli.remote;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bgworker.host.client.Trees;

/** Figures as people read them; joined, not formatted, since a formatter loads a whole locale. */
final class Words {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    private Words() {}

    /** A time in its two largest units: {@code 3 d 4 h}, {@code 12 s}. */
    static String time(long millis) {
        var time = Duration.ofMillis(millis);
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        if (time.toMinutes() > 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toSeconds() > 0 ? time.toSeconds() + " s" : millis + " ms";
    }

    /** Bytes, in powers of 1,024. */
    static String bytes(long count) {
        if (count < 1024) {
            return count + " B";
        }
        long tenths = count * 10;
        int unit = 0;
        for (; tenths >= 10 * 1024 && unit < UNITS.size() - 1; unit++) {
            tenths /= 1024;
        }
        return tenths / 10 + "." + tenths % 10 + " " + UNITS.get(unit);
    }

    /** A field's number, if it is more than 0. */
    static String positive(Map<String, Object> of, String field) {
        long number = Trees.number(of, field);
        return number > 0 ? Long.toString(number) : "";
    }

    /** {@code library@version}. */
    static String library(Map<String, Object> of) {
        var version = Trees.text(of, "version");
        return Trees.text(of, "library") + (version.isEmpty() ? "" : "@" + version);
    }

    /** What a worker is, and when it will be something else. */
    static String state(Map<String, Object> worker) {
        var state = Trees.text(worker, "state");
        if (state.equals("running") && Boolean.FALSE.equals(worker.get("ready"))) {
            return "running, not ready";
        }
        return worker.containsKey("restart_in_ms")
                ? "restart in " + time(Trees.number(worker, "restart_in_ms"))
                : state;
    }

    /** How far a worker that is to end has been pressed, and when it is pressed harder. */
    static String stopping(Map<String, Object> worker) {
        var step = Trees.text(worker, "stop_step");
        return step.isEmpty()
                ? Trees.text(worker, "state")
                : step + ", next step in " + time(Trees.number(worker, "next_step_in_ms"));
    }

    /** What a worker says that it does, and how far it is. */
    static String doing(Map<String, Object> worker) {
        long done = Trees.number(worker, "progress_done");
        long total = Trees.number(worker, "progress_total");
        var progress = total > 0 ? done + " of " + total : done > 0 ? Long.toString(done) : "";
        return (Trees.text(worker, "activity") + " " + progress).strip();
    }

    /** How the last run ended. */
    static String exit(Map<String, Object> worker) {
        return exit(worker, "last_exit");
    }

    /** How a run ended. */
    static String exit(Map<String, Object> of, String field) {
        var exit = Trees.map(of.getOrDefault(field, ""));
        if (exit.isEmpty()) {
            return "";
        }
        var cause = Trees.text(exit, "cause");
        return Trees.text(exit, "code")
                + " "
                + Trees.text(exit, "kind")
                + (cause.isEmpty() ? "" : ": " + cause.lines().findFirst().orElse(""));
    }

    /** At most so long, with a sign where something was left out. */
    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
