package org.bgworker.host.cli;

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

    /** What the words come to. */
    RunWords words() {
        return words;
    }
}
