package org.bgworker.host.cli;

import static org.bgworker.host.cli.Grammar.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.cli.remote.CancelCommand;
import org.bgworker.host.cli.remote.EventsCommand;
import org.bgworker.host.cli.remote.IsReadyCommand;
import org.bgworker.host.cli.remote.LibrariesCommand;
import org.bgworker.host.cli.remote.LogsCommand;
import org.bgworker.host.cli.remote.PlanCommand;
import org.bgworker.host.cli.remote.PsCommand;
import org.bgworker.host.cli.remote.PsqlCommand;
import org.bgworker.host.cli.remote.RegisterCommand;
import org.bgworker.host.cli.remote.ReloadCommand;
import org.bgworker.host.cli.remote.RestartWorkerCommand;
import org.bgworker.host.cli.remote.SettingsCommand;
import org.bgworker.host.cli.remote.ShmemCommand;
import org.bgworker.host.cli.remote.ShowCommand;
import org.bgworker.host.cli.remote.SqlCommand;
import org.bgworker.host.cli.remote.StacksCommand;
import org.bgworker.host.cli.remote.StatusCommand;
import org.bgworker.host.cli.remote.StopCommand;
import org.bgworker.host.cli.remote.TerminateCommand;
import org.bgworker.host.cli.remote.TopCommand;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The words before the subcommand. */
final class BgworkerCommand extends Command {
    private static final List<String> NAMES =
            List.of(
                    "run",
                    "start",
                    "restart",
                    "check",
                    "inspect",
                    "audit",
                    "status",
                    "isready",
                    "ps",
                    "top",
                    "show",
                    "register",
                    "terminate",
                    "restart-worker",
                    "cancel",
                    "sql",
                    "psql",
                    "libraries",
                    "settings",
                    "shmem",
                    "logs",
                    "events",
                    "stacks",
                    "plan",
                    "reload",
                    "stop",
                    "completion");

    /** picocli's converters of these take as long to be made as a command to be done. */
    private static final String NOT_NEEDED = "java\\.(nio|sql|time)\\..*";

    private static final List<String> VERSION = List.of("-V", "--version");

    private BgworkerCommand() {
        super(
                "Hosts background workers on the JVM.",
                """
                Exits with 0 if it is done, 1 if it failed, 2 if the words are wrong, 3 if no
                host is running, 4 if there is no such worker or library, 77 if it is not
                permitted, 78 if settings or a library are bad, 124 if the time was over.

                Example: bgworker run --modules modules-out --data data\
                """);
        spec().name("bgworker")
                .versionProvider(() -> new String[] {version()})
                .usageMessage()
                .synopsisSubcommandLabel("COMMAND");
        var _ =
                grammar()
                        .flag(
                                option(VERSION.toArray(String[]::new))
                                        .versionHelp(true)
                                        .description("Prints the version."));
    }

    /**
     * The words, for a line that begins with one of them: to make all commands takes longer than
     * what most of them do.
     */
    static CommandLine line(String... args) {
        System.setProperty("picocli.converters.excludes", NOT_NEEDED);
        var line = new CommandLine(new BgworkerCommand().spec());
        var first = args.length == 0 ? "" : args[0];
        if (NAMES.contains(first)) {
            add(first, line);
        } else if (!VERSION.contains(first)) {
            NAMES.forEach(name -> add(name, line));
            line.addSubcommand(new HelpCommand());
        }
        return line.registerConverter(Path.class, Path::of)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static void add(String name, CommandLine to) {
        to.addSubcommand(name, command(name).spec());
    }

    private static Command command(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "start" -> new StartCommand();
            case "restart" -> new RestartCommand();
            case "check" -> new CheckCommand();
            case "inspect" -> new InspectCommand();
            case "audit" -> new AuditCommand();
            case "status" -> new StatusCommand();
            case "isready" -> new IsReadyCommand();
            case "ps" -> new PsCommand();
            case "top" -> new TopCommand();
            case "show" -> new ShowCommand();
            case "register" -> new RegisterCommand();
            case "terminate" -> new TerminateCommand();
            case "restart-worker" -> new RestartWorkerCommand();
            case "cancel" -> new CancelCommand();
            case "sql" -> new SqlCommand();
            case "psql" -> new PsqlCommand();
            case "libraries" -> new LibrariesCommand();
            case "settings" -> new SettingsCommand();
            case "shmem" -> new ShmemCommand();
            case "logs" -> new LogsCommand();
            case "events" -> new EventsCommand();
            case "stacks" -> new StacksCommand();
            case "plan" -> new PlanCommand();
            case "reload" -> new ReloadCommand();
            case "stop" -> new StopCommand();
            case "completion" -> new CompletionCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public Integer call() {
        throw wrongWords("Missing command: run, ps, stop or another; all are listed by --help");
    }

    private static String version() {
        return "bgworker "
                + Optional.ofNullable(Main.class.getModule().getDescriptor())
                        .flatMap(java.lang.module.ModuleDescriptor::rawVersion)
                        .orElse("(unversioned)");
    }
}
