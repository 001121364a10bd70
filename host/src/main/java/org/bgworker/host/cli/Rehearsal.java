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
    private static final String WATCHER = "private server";

    private Rehearsal() {}

    /**
     * Runs the listings, or registers a worker again and again.
     *
     * @param args the data directory; for registrations, a library, a function and how many
     */
    public static void main(String[] args) {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        int failed = args.length == 1 ? list(args[0]) : register(args);
        Runtime.getRuntime().halt(failed);
    }

    private static int register(String[] args) {
        int failed = 0;
        for (int left = Integer.parseInt(args[3]); left > 0; left--) {
            failed += Main.run("register", args[1], args[2], "--wait", "end", "--data", args[0]);
        }
        return Math.min(1, failed);
    }

    private static int list(String data) {
        int failed = 0;
        for (var command :
                List.of("status", "ps", "libraries", "settings", "logs", "events", "stacks")) {
            failed += Main.run(command, "--data", data);
            failed += Main.run(command, "--json", "--data", data);
            failed += Main.run(command, "--help");
        }
        failed += Main.run("show", WATCHER, "--data", data);
        return failed;
    }
}
