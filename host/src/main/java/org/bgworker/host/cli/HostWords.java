package org.bgworker.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.setting.Assignment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which host is meant. */
final class HostWords {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--modules",
            paramLabel = "DIR",
            defaultValue = "modules-out",
            description = "Where the libraries lie (default: ${DEFAULT-VALUE}).")
    private Path modules = Path.of("modules-out");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The data directory, made if it is missing (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "The settings file (default: bgworker.conf in the data directory).")
    private Optional<Path> conf = Optional.empty();

    @Option(
            names = "-c",
            paramLabel = "NAME=VALUE",
            description = "A setting; comes before the file's. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    HostOptions options() {
        var parsed = new ArrayList<Assignment>();
        for (var text : assignments) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "-c requires a value of the form NAME=VALUE, not \"%s\"".formatted(text));
            }
            parsed.add(
                    new Assignment(
                            text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                            text.substring(equals + 1).strip(),
                            "on the command line"));
        }
        return new HostOptions(modules, data, conf, List.copyOf(parsed));
    }
}
