package org.bgworker.host.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import org.bgworker.host.flight.Flight;

/** The program {@code bgworker}. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        int code = run(args);
        // workers that did not end may still run, and must not keep the process
        Runtime.getRuntime().halt(code);
    }

    /** Runs a command on the standard streams. */
    static int run(String... args) {
        int code = run(console(System.out), console(System.err), args);
        Flight.finish();
        return code;
    }

    private static PrintWriter console(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /**
     * Runs a command.
     *
     * @return 0 done, 1 failed, 2 wrong words, 4 no such library, 78 bad configuration or library
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        int code = BgworkerCommand.line(args).setOut(out).setErr(err).execute(args);
        out.flush();
        err.flush();
        return code;
    }
}
