package org.bgworker.host.cli.remote;

import java.util.Set;
import java.util.concurrent.Callable;
import org.bgworker.host.cli.Screen;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells whether the host's database takes sessions, by {@code pg_isready}'s exit codes. */
@Command(
        name = "isready",
        description = "Tells whether the host is up and its database takes sessions.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exits as pg_isready does: 0 accepting, 1 rejecting, 2 no host answers.",
            "",
            "Example: bgworker isready -q && bgworker ps"
        })
public final class IsReadyCommand implements Callable<Integer> {
    private static final int ACCEPTING = 0;
    private static final int REJECTING = 1;
    private static final int NO_RESPONSE = 2;
    private static final Set<String> GOOD = Set.of("read-only", "read-write");

    @Mixin private final HostWord which = new HostWord();

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints nothing.")
    private boolean quiet;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** Called by picocli. */
    public IsReadyCommand() {}

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
        if (!quiet) {
            new Screen(spec.commandLine().getOut()).line(which.data() + ": " + text);
        }
        return code;
    }
}
