package org.bgworker.host.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes words. */
@Command(
        name = "completion",
        description = "Prints a script that completes the words of this command in bash and zsh.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: source <(bgworker completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var script = AutoComplete.bash("bgworker", BgworkerCommand.line());
        spec.commandLine().getOut().print(script);
        return Exit.DONE;
    }
}
