package org.bgworker.host.cli;

import static org.bgworker.host.cli.Grammar.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bgworker.host.server.HostOptions;

/** The options of a host that is to run, in the foreground or in the background. */
final class RunWords {
    private final HostWords words;
    private final BooleanSupplier permitBuilt;
    private final Supplier<Optional<String>> http;

    RunWords(Command command) {
        words = new HostWords(command);
        permitBuilt =
                command.grammar()
                        .flag(
                                option("--permit-built")
                                        .description(
                                                "Permits for this run what this user has built and nobody else may write; the same as -c audit=built."));
        http =
                command.grammar()
                        .optional(
                                String.class,
                                option("--http")
                                        .paramLabel("HOST:PORT")
                                        .description(
                                                "Serves the page and the API there too; the same as -c http_listen=HOST:PORT."));
    }

    HostOptions options() {
        return words.options(additions());
    }

    Path data() {
        return words.data();
    }

    /** The words of {@code run} that mean the same, with paths that are right anywhere. */
    List<String> asWords() {
        return words.asWords(additions());
    }

    private List<String> additions() {
        var additions = new ArrayList<String>();
        if (permitBuilt.getAsBoolean()) {
            additions.add("audit=built");
        }
        http.get().ifPresent(address -> additions.add("http_listen=" + address));
        return additions;
    }
}
