package org.bgworker.host.cli;

/** Starts a host in the background. */
final class StartCommand extends Command {
    private final RunWords words = new RunWords(this);
    private final Patience patience = new Patience(grammar());

    StartCommand() {
        super(
                """
                Starts a host in the background, in a session of its own, and waits until it serves.
                Its log goes to bgworker.log in the data directory.\
                """,
                """
                Exits with 124 if it does not serve in time, as when its database is away; it
                goes on.

                Example: bgworker start --data /var/lib/bgworker --modules /opt/workers\
                """);
    }

    @Override
    public Integer call() throws InterruptedException {
        words.options(); // refuses bad words here, and not in a log
        return new Background(words.data(), patience, screen(), errors()).start(words.asWords());
    }
}
