package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.bgworker.host.cli.Command;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Tells whether the host's database takes sessions, by {@code pg_isready}'s exit codes. */
public final class IsReadyCommand extends Command {
    private static final int ACCEPTING = 0;
    private static final int REJECTING = 1;
    private static final int NO_RESPONSE = 2;
    private static final int NO_ATTEMPT = 3;
    private static final Set<String> GOOD = Set.of("not started", "read-only", "read-write");

    private final HostWord which = new HostWord(grammar());
    private final BooleanSupplier quiet =
            grammar().flag(option("-q", "--quiet").description("Prints nothing."));

    /** For one line of words. */
    public IsReadyCommand() {
        super(
                "Tells whether the host is up and its database takes sessions.",
                """
                Exits as pg_isready does: 0 accepting, 1 rejecting, 2 no host answers, 3 wrong
                words. A private server that has not been started counts as accepting.

                Example: bgworker isready -q && bgworker ps\
                """);
        onWrongWords(NO_ATTEMPT);
    }

    @Override
    public Integer call() {
        try {
            var status = Trees.map(which.client().get("/v1/status"));
            var database = Trees.text(status, "database");
            return GOOD.contains(database)
                    ? told("accepting connections, " + database, ACCEPTING)
                    : told("rejecting connections: " + database, REJECTING);
        } catch (ReportException none) {
            return told("no response", NO_RESPONSE);
        }
    }

    private int told(String text, int code) {
        if (!quiet.getAsBoolean()) {
            screen().line(which.data() + ": " + text);
        }
        return code;
    }
}
