package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;
import static org.bgworker.host.cli.Grammar.parameter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bgworker.host.cli.Signals;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.database.ClientVariables;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.server.Preparation;

/** Runs the psql that is installed, with a login of the host's. */
public final class PsqlCommand extends HostCommand {
    private static final String PROGRAM = "psql";

    private final BooleanSupplier administrator =
            grammar()
                    .flag(
                            option("--admin")
                                    .description(
                                            "Logs in as the administrator of the private server (role postgres)."));
    private final DatabaseWord database = new DatabaseWord(grammar());
    private final Supplier<List<String>> arguments =
            grammar().texts(parameter("ARG").description("Arguments of psql, after --."));

    /** For one line of words. */
    public PsqlCommand() {
        super(
                "Runs psql in the workers' database, as the role that workers use.",
                """
                The private server is started if it does not run yet. psql must be installed;
                bgworker sql needs nothing. Exits as psql does. Variables of the environment
                that begin with PG are not passed on.

                Example: bgworker psql --admin -- -c '\\du'\
                """);
    }

    @Override
    int ask(HostClient host) throws ReportException, InterruptedException {
        var command = new ArrayList<>(List.of(installed().toString()));
        command.addAll(arguments.get());
        var login = database.login(host, administrator.getAsBoolean());
        return run(command, ClientVariables.of(Preparation.drivers(login.url()), login));
    }

    private static Path installed() throws ReportException {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            try {
                var program = Path.of(folder, PROGRAM).toAbsolutePath();
                if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return program;
                }
            } catch (InvalidPathException unreadable) {
                // a name that this locale cannot spell
            }
        }
        throw new ReportException(
                "psql is not installed",
                "It is in no directory of PATH.",
                "Install a PostgreSQL client, or use bgworker sql.");
    }

    /** Its variables, as everybody can read the arguments of a program. */
    private static int run(List<String> command, Map<String, String> variables)
            throws ReportException, InterruptedException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(variables);
        Signals.on("INT", () -> {}); // a terminal sends it to psql too, which goes on
        try {
            var psql = builder.start();
            Signals.on("TERM", psql::destroy);
            return psql.waitFor();
        } catch (IOException failed) {
            throw new ReportException(
                    "could not run \"%s\"".formatted(command.getFirst()),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "");
        }
    }
}
