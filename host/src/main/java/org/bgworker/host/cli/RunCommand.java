package org.bgworker.host.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a host in the foreground. */
@Command(
        name = "run",
        description = "Runs the host in the foreground, its log on standard error.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "SIGTERM shuts down smartly: sessions may end first; then workers are asked to end.",
            "SIGINT (Ctrl-C) asks workers to end now; a second one ends the host at once.",
            "SIGHUP reads the settings again.",
            "",
            "Example: bgworker run --modules modules-out --data data -c worker_spi.naptime=1s"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin private final RunWords words = new RunWords();

    @Override
    public Integer call() throws InterruptedException {
        return Foreground.run(words.options());
    }
}
