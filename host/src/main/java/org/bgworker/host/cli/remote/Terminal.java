package org.bgworker.host.cli.remote;

/**
 * The terminal that is written to, as the launcher has found it: only a shell can ask for its width
 * without starting another program.
 */
final class Terminal {
    /** Its width in characters; endless where nothing but a file or a pipe is written to. */
    static final int COLUMNS = columns();

    /** Whether states are coloured; see no-color.org. */
    static final boolean COLOUR =
            COLUMNS < Integer.MAX_VALUE && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();

    private Terminal() {}

    private static int columns() {
        int columns = Integer.getInteger("bgworker.columns", 0);
        return columns > 0 ? columns : Integer.MAX_VALUE;
    }
}
