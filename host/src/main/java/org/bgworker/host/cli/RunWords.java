package org.bgworker.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.server.HostOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a host that is to run, in the foreground or in the background. */
final class RunWords {
    @Mixin private final HostWords words = new HostWords();

    @Option(
            names = "--permit-built",
            description =
                    "Permits for this run what this user has built and nobody else may write; the same as -c audit=built.")
    private boolean permitBuilt;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description =
                    "Serves the page and the API there too; the same as -c http_listen=HOST:PORT.")
    private Optional<String> http = Optional.empty();

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
        if (permitBuilt) {
            additions.add("audit=built");
        }
        http.ifPresent(address -> additions.add("http_listen=" + address));
        return additions;
    }
}
