package org.bgworker.host.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Asks a host for this and that, as the build does it to learn which classes the commands need. No
 * command of its own: an AOT cache is made of one process.
 */
final class Rehearsal {
    /** A worker that every host has. */
    private static final String WATCHER = "server state watcher";

    private Rehearsal() {}

    /**
     * Runs the listings.
     *
     * @param args the data directory
     */
    public static void main(String[] args) {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        int failed = 0;
        for (var command :
                List.of("status", "ps", "libraries", "settings", "logs", "events", "stacks")) {
            failed += Main.run(command, "--data", args[0]);
            failed += Main.run(command, "--json", "--data", args[0]);
            failed += Main.run(command, "--help");
        }
        failed += Main.run("show", WATCHER, "--data", args[0]);
        Runtime.getRuntime().halt(failed);
    }
}
