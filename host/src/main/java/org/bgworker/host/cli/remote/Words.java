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

    /** How a run ended. */
    static String exit(Map<String, Object> worker) {
        var exit = Trees.map(worker.getOrDefault("last_exit", ""));
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
