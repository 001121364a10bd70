package org.bgworker.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        return options(List.of());
    }

    /** With more settings, which come before those of the words. */
    HostOptions options(List<String> additions) {
        var parsed = new ArrayList<Assignment>();
        for (var text : all(additions)) {
            parsed.add(Assignment.onTheCommandLine(text).orElseThrow(() -> noAssignment(text)));
        }
        return new HostOptions(modules, data, conf, List.copyOf(parsed));
    }

    private List<String> all(List<String> additions) {
        return Stream.concat(assignments.stream(), additions.stream()).toList();
    }

    Path data() {
        return data;
    }

    /** Words that mean the same, with paths that are right anywhere. */
    List<String> asWords(List<String> additions) {
        var all = new ArrayList<String>();
        add("--modules", modules, all);
        add("--data", data, all);
        conf.ifPresent(file -> add("--conf", file, all));
        for (var assignment : all(additions)) {
            all.addAll(List.of("-c", assignment));
        }
        return List.copyOf(all);
    }

    private static void add(String option, Path path, List<String> to) {
        to.addAll(List.of(option, path.toAbsolutePath().normalize().toString()));
    }

    private ParameterException noAssignment(String text) {
        return new ParameterException(
                spec.commandLine(),
                "-c requires a value of the form NAME=VALUE, not \"%s\"".formatted(text));
    }
}
