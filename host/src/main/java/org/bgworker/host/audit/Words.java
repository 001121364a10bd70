package org.bgworker.host.audit;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Words for a shell, to be copied out of a hint. */
final class Words {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./@%+=:,-]+");

    private Words() {}

    static String quoted(Path path) {
        return quoted(path.toString());
    }

    /** As it is if a shell takes it so, else in quotes. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
