package org.bgworker.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.setting.Assignment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which host is meant. */
final class HostWords {
    static final String MODULES = "modules-out";
    static final String DATA = "data";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--modules",
            paramLabel = "DIR",
            defaultValue = MODULES,
            description = "Where the libraries lie (default: ${DEFAULT-VALUE}).")
    private Path modules = Path.of(MODULES);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DATA,
            description = "The data directory, made if it is missing (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(DATA);

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
            parsed.add(Assignment.onTheCommandLine(text).orElseThrow(() -> noAssignment(text)));
        }
        return new HostOptions(modules, data, conf, List.copyOf(parsed));
    }

    /** And one setting more, which comes before those of the words. */
    HostOptions with(String assignment) {
        assignments.add(assignment);
        return options();
    }

    private ParameterException noAssignment(String text) {
        return new ParameterException(
                spec.commandLine(),
                "-c requires a value of the form NAME=VALUE, not \"%s\"".formatted(text));
    }
}
