package org.bgworker.host.cli;

import java.util.List;
import java.util.Optional;
import org.bgworker.host.cli.remote.CancelCommand;
import org.bgworker.host.cli.remote.EventsCommand;
import org.bgworker.host.cli.remote.IsReadyCommand;
import org.bgworker.host.cli.remote.LibrariesCommand;
import org.bgworker.host.cli.remote.LogsCommand;
import org.bgworker.host.cli.remote.PlanCommand;
import org.bgworker.host.cli.remote.PsCommand;
import org.bgworker.host.cli.remote.RegisterCommand;
import org.bgworker.host.cli.remote.ReloadCommand;
import org.bgworker.host.cli.remote.RestartWorkerCommand;
import org.bgworker.host.cli.remote.SettingsCommand;
import org.bgworker.host.cli.remote.ShmemCommand;
import org.bgworker.host.cli.remote.ShowCommand;
import org.bgworker.host.cli.remote.StacksCommand;
import org.bgworker.host.cli.remote.StatusCommand;
import org.bgworker.host.cli.remote.StopCommand;
import org.bgworker.host.cli.remote.TerminateCommand;
import org.bgworker.host.cli.remote.TopCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The words before the subcommand. */
@Command(
        name = "bgworker",
        description = "Hosts background workers on the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = BgworkerCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class BgworkerCommand implements Runnable {
    private static final List<Class<?>> COMMANDS =
            List.of(
                    RunCommand.class,
                    StartCommand.class,
                    RestartCommand.class,
                    CheckCommand.class,
                    InspectCommand.class,
                    AuditCommand.class,
                    StatusCommand.class,
                    IsReadyCommand.class,
                    PsCommand.class,
                    TopCommand.class,
                    ShowCommand.class,
                    RegisterCommand.class,
                    TerminateCommand.class,
                    RestartWorkerCommand.class,
                    CancelCommand.class,
                    LibrariesCommand.class,
                    SettingsCommand.class,
                    ShmemCommand.class,
                    LogsCommand.class,
                    EventsCommand.class,
                    StacksCommand.class,
                    PlanCommand.class,
                    ReloadCommand.class,
                    StopCommand.class,
                    CompletionCommand.class);

    /**
     * The words, for a line that begins with one of them: reading the annotations of all commands
     * takes longer than what most commands do.
     */
    static CommandLine line(String... args) {
        var line = new CommandLine(new BgworkerCommand());
        var first = args.length == 0 ? "" : args[0];
        var named = COMMANDS.stream().filter(one -> name(one).equals(first)).toList();
        (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        return line;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing command: run, ps, stop or another; all are listed by --help");
    }

    /** Names the module's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var descriptor = Main.class.getModule().getDescriptor();
            var version =
                    Optional.ofNullable(descriptor)
                            .flatMap(java.lang.module.ModuleDescriptor::rawVersion)
                            .orElse("(unversioned)");
            return new String[] {"bgworker " + version};
        }
    }
}
