package org.bgworker.host.setting;

import java.util.List;
import org.bgworker.spi.Setting;

/**
 * A setting that exists.
 *
 * @param name its name, {@code prefix.name} if a library declares it
 * @param type what its values are
 * @param defaultValue as it would be written in the file
 * @param min smallest number, in {@code unit}
 * @param max largest number, in {@code unit}
 * @param unit of a number without one, or empty
 * @param values permitted words
 * @param context when a new value takes effect
 * @param description one sentence
 */
public record Declaration(
        String name,
        Setting.Type type,
        String defaultValue,
        double min,
        double max,
        String unit,
        List<String> values,
        Setting.Context context,
        String description) {

    /** The text before the dot, empty for the host's own. */
    public String prefix() {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** The permitted range, for documents; empty where there is none. */
    public String range() {
        return switch (type) {
            case INT, REAL ->
                    "%s to %s%s"
                            .formatted(
                                    Values.plain(min),
                                    Values.plain(max),
                                    unit.isEmpty() ? "" : " " + unit);
            case ENUM -> String.join(", ", values);
            case BOOL -> "on, off";
            case STRING -> "";
        };
    }
}
