package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.bgworker.host.cli.Grammar;
import org.bgworker.host.client.HostClient;

/** The option that says which host is asked. */
public final class HostWord {
    private final Supplier<Path> data;

    /** Of the commands that know this option. */
    public HostWord(Grammar grammar) {
        data =
                grammar.value(
                        Path.class,
                        option("--data")
                                .paramLabel("DIR")
                                .defaultValue("data")
                                .description(
                                        "The data directory of the host (default: ${DEFAULT-VALUE})."));
    }

    /** The host's data directory. */
    public Path data() {
        return data.get();
    }

    HostClient client() {
        return new HostClient(data());
    }
}
