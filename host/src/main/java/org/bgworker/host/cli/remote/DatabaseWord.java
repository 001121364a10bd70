package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.Map;
import java.util.function.Supplier;
import org.bgworker.host.cli.Grammar;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.database.Login;
import org.bgworker.host.database.Password;
import org.bgworker.host.report.ReportException;

/** The option that says which database is meant. */
final class DatabaseWord {
    private final Supplier<String> database;

    /** Adds the option to a command. */
    DatabaseWord(Grammar grammar) {
        database =
                grammar.value(
                        String.class,
                        option("--database")
                                .paramLabel("NAME")
                                .defaultValue("")
                                .description(
                                        "A database that the settings name (database.NAME.url), or another one on the host's own server (default: the host's own)."));
    }

    /** Asks the host how to log in. */
    Login login(HostClient host, boolean administrator) throws ReportException {
        var answer =
                host.post(
                        "/v1/database/login",
                        Map.of("database", database.get(), "administrator", administrator));
        var password = Trees.text(answer, "password");
        return new Login(
                Trees.text(answer, "url"),
                Trees.text(answer, "user"),
                password.isEmpty() ? new Password.None() : new Password.Known(password));
    }
}
