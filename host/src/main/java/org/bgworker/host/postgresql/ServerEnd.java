package org.bgworker.host.postgresql;

import java.util.List;

/**
 * How a server ended.
 *
 * @param status of the process, as a shell has it
 * @param lastLines of its log
 */
record ServerEnd(int status, List<String> lastLines) {
    private static final int SIGNALLED = 128;

    /** In PostgreSQL's words. */
    String how() {
        return status > SIGNALLED
                ? "was terminated by signal %d".formatted(status - SIGNALLED)
                : "exited with exit code %d".formatted(status);
    }

    boolean isLocked() {
        return status == Tools.LOCKED;
    }

    /** Whether somebody else had taken its port in the meantime. */
    boolean isPortTaken() {
        return lastLines.stream()
                .anyMatch(line -> line.contains("could not create any TCP/IP sockets"));
    }

    String log() {
        return String.join("\n", lastLines);
    }
}
