package org.bgworker.host.cli;

import org.bgworker.host.cli.remote.HostWord;

/** Stops a host that runs in the background, and starts it with the same words. */
final class RestartCommand extends Command {
    private final HostWord which = new HostWord(grammar());
    private final Patience patience = new Patience(grammar());

    RestartCommand() {
        super(
                "Stops a host fast, if it runs, and starts it with the words of its last start.",
                """
                Exits with 78 and leaves the host alone if its settings are bad.

                Example: bgworker restart --data /var/lib/bgworker\
                """);
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Background(which.data(), patience, screen(), errors()).restart();
    }
}
