package org.bgworker.host.cli.remote;

import java.nio.file.Path;
import org.bgworker.host.client.HostClient;
import picocli.CommandLine.Option;

/** The option that says which host is asked. */
final class HostWord {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The data directory of the host (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    Path data() {
        return data;
    }

    HostClient client() {
        return new HostClient(data);
    }
}
