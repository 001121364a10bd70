package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * What a program of the operating system has answered.
 *
 * @param code its exit code
 * @param said all that it printed
 */
record SystemTool(int code, String said) {
    /** Runs it to its end. */
    static SystemTool run(Object... command) {
        var words = Arrays.stream(command).map(Object::toString).toList();
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = process.inputReader().readAllAsString();
            return new SystemTool(process.onExit().join().exitValue(), said.strip());
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    /** The same, and it must succeed. */
    static void require(Object... command) {
        var answer = run(command);
        if (!answer.succeeded()) {
            throw new IllegalStateException(List.of(command) + ": " + answer.said);
        }
    }

    boolean succeeded() {
        return code == 0;
    }
}
