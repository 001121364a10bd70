package org.bgworker.host.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/**
 * Asks a host for this and that, as the build does it to learn which classes the commands need. No
 * command of its own: an AOT cache is made of one process.
 */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * Runs the listings.
     *
     * @param args the data directory
     */
    public static void main(String[] args) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        int failed = 0;
        for (var command : List.of("status", "isready", "ps", "libraries", "settings", "logs")) {
            failed += Main.run(nowhere, nowhere, command, "--data", args[0]);
            failed += Main.run(nowhere, nowhere, command, "--help");
        }
        Runtime.getRuntime().halt(failed);
    }
}
