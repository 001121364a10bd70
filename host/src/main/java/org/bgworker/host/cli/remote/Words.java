package org.bgworker.host.cli.remote;

import java.time.Duration;
import java.util.Map;
import org.bgworker.host.client.Trees;

/** Figures as people read them. */
final class Words {
    private Words() {}

    /** A time in its two largest units: {@code 3 d 4 h}, {@code 12 s}. */
    static String time(long millis) {
        var time = Duration.ofMillis(millis);
        if (time.toDays() > 0) {
            return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
        }
        if (time.toHours() > 0) {
            return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
        }
        if (time.toMinutes() > 0) {
            return "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
        }
        return time.toSeconds() > 0 ? time.toSeconds() + " s" : millis + " ms";
    }

    /** Bytes, in powers of 1,024. */
    static String bytes(long count) {
        double left = count;
        for (var unit : new String[] {"B", "kB", "MB", "GB"}) {
            if (left < 1024) {
                return (unit.equals("B") ? "%.0f %s" : "%.1f %s").formatted(left, unit);
            }
            left /= 1024;
        }
        return "%.1f TB".formatted(left);
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
