package org.bgworker.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.server.HostOptions;
import picocli.CommandLine.ParameterException;

/** Runs a host in the foreground. */
final class RunCommand extends Command {
    private final RunWords words = new RunWords(this);

    RunCommand() {
        super(
                "Runs the host in the foreground, its log on standard error.",
                """
                SIGTERM shuts down smartly: sessions may end first, then workers are asked to.
                SIGINT (Ctrl-C) asks workers to end now; a second one ends the host at once.
                SIGHUP reads the settings again.

                Example: bgworker run --modules modules-out -c worker_spi.naptime=1s\
                """);
    }

    @Override
    public Integer call() throws InterruptedException {
        return Foreground.run(words.options());
    }

    /** What its words come to, if nothing is wrong with them. */
    static Optional<HostOptions> options(List<String> words) {
        var line = new ArrayList<>(List.of("run"));
        line.addAll(words);
        try {
            var args = line.toArray(String[]::new);
            var run = BgworkerCommand.line(args).parseArgs(args).subcommand().commandSpec();
            return Optional.of(((RunCommand) run.userObject()).words.options());
        } catch (ParameterException wrong) {
            return Optional.empty();
        }
    }
}
