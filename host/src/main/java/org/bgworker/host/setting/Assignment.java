package org.bgworker.host.setting;

import java.util.Locale;
import java.util.Optional;

/**
 * A value that somebody wrote.
 *
 * @param name of the setting, in lower case
 * @param value as written, without quotes
 * @param origin where
 */
public record Assignment(String name, String value, String origin) {
    static final String ON_THE_COMMAND_LINE = "on the command line";

    /** From a word of the form {@code NAME=VALUE}. */
    public static Optional<Assignment> onTheCommandLine(String word) {
        int equals = word.indexOf('=');
        return equals < 1
                ? Optional.empty()
                : Optional.of(
                        new Assignment(
                                word.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                                word.substring(equals + 1).strip(),
                                ON_THE_COMMAND_LINE));
    }
}
