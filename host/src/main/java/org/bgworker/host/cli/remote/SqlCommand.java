package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;
import static org.bgworker.host.cli.Grammar.parameter;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.database.Console;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.server.Preparation;

/** Executes statements in the workers' database, in this process: none runs in the host. */
public final class SqlCommand extends RemoteCommand {
    private final Supplier<List<String>> statements =
            grammar()
                    .texts(
                            option("-c", "--command")
                                    .paramLabel("STATEMENT")
                                    .description(
                                            "One or more statements, separated by semicolons. May be repeated."));
    private final Supplier<Optional<String>> file =
            grammar()
                    .optional(
                            String.class,
                            parameter("FILE")
                                    .description(
                                            "A file of statements; - is standard input (default: standard input, unless -c is given)."));
    private final DatabaseWord database = new DatabaseWord(grammar());

    /** For one line of words. */
    public SqlCommand() {
        super(
                """
                Executes SQL statements in the workers' database, as the role that workers use.\
                """,
                """
                The private server is started if it does not run yet. The statements of one -c
                or of the file are one transaction, unless they begin and end others. The first
                error ends the command, with exit code 1. A table shows the first 1,000
                characters of a value, and on a terminal what fits; --json prints all.

                Example: bgworker sql -c 'select * from schema1.counted'\
                """);
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var texts = StatementTexts.of(statements.get(), file.get());
        var login = database.login(host, false);
        try (var console = Console.connect(Preparation.drivers(login.url()), login)) {
            if (json()) {
                execute(console, texts);
            } else {
                var results = new ResultTables(screen(), errors());
                for (var text : texts) {
                    console.execute(text, results);
                }
            }
        }
        return Exit.DONE;
    }

    /** Prints one document, even where a later text fails. */
    private void execute(Console console, List<String> texts) throws ReportException {
        var results = new ResultTrees(errors());
        try {
            for (var text : texts) {
                console.execute(text, results);
            }
        } finally {
            screen().json(results.list());
        }
    }
}
