package org.bgworker.host.postgresql;

import java.io.IOException;
import java.util.List;

/** Signals for the server: the JDK sends only two. */
final class Signals {
    private Signals() {}

    /** Sends a signal, such as {@code INT}, if the process still lives. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        var sent =
                Program.run(
                        List.of(
                                "sh",
                                "-c",
                                "kill -s \"$1\" \"$2\"",
                                "sh",
                                signal,
                                Long.toString(pid)));
        if (!sent.succeeded() && ProcessHandle.of(pid).isPresent()) {
            throw new IOException(sent.output());
        }
    }
}
