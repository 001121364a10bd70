package org.bgworker.host.cli;

import picocli.AutoComplete;

/** Prints a script that completes words. */
final class CompletionCommand extends Command {
    CompletionCommand() {
        super(
                "Prints a script that completes the words of this command in bash and zsh.",
                "Example: source <(bgworker completion)");
    }

    @Override
    public Integer call() {
        screen().text(AutoComplete.bash("bgworker", BgworkerCommand.line()));
        return Exit.DONE;
    }
}
