package org.bgworker.host.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops a host that runs in the background, and starts it with the same words. */
@Command(
        name = "restart",
        description =
                "Stops a host fast, if it runs, and starts it with the words of its last start.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker restart --data /var/lib/bgworker"})
final class RestartCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = HostWords.DATA,
            description = "The data directory of the host (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(HostWords.DATA);

    @Mixin private final Patience patience = new Patience();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return new Background(data, patience, spec.commandLine()).restart();
    }
}
