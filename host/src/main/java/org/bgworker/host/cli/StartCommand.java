package org.bgworker.host.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a host in the background. */
@Command(
        name = "start",
        description = {
            "Starts a host in the background, in a session of its own, and waits until it serves.",
            "Its log goes to bgworker.log in the data directory."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exits with 124 if it does not serve in time, as when its database is away; it goes on.",
            "",
            "Example: bgworker start --data /var/lib/bgworker --modules /opt/workers"
        })
final class StartCommand implements Callable<Integer> {
    @Mixin private final RunWords words = new RunWords();

    @Mixin private final Patience patience = new Patience();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        words.options(); // refuses bad words here, and not in a log
        return new Background(words.data(), patience, spec.commandLine()).start(words.asWords());
    }
}
