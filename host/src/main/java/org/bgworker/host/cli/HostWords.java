package org.bgworker.host.cli;

import static org.bgworker.host.cli.Grammar.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.setting.Assignment;
import picocli.CommandLine.ParameterException;

/** The options that say which host is meant. */
final class HostWords {
    static final String MODULES = "modules-out";
    static final String DATA = "data";

    private final Command command;
    private final Supplier<Path> modules;
    private final Supplier<Path> data;
    private final Supplier<Optional<Path>> conf;
    private final Supplier<List<String>> assignments;

    HostWords(Command command) {
        this.command = command;
        var grammar = command.grammar();
        modules =
                grammar.value(
                        Path.class,
                        option("--modules")
                                .paramLabel("DIR")
                                .defaultValue(MODULES)
                                .description(
                                        "Where the libraries lie (default: ${DEFAULT-VALUE})."));
        data =
                grammar.value(
                        Path.class,
                        option("--data")
                                .paramLabel("DIR")
                                .defaultValue(DATA)
                                .description(
                                        "The data directory, made if it is missing (default: ${DEFAULT-VALUE})."));
        conf =
                grammar.optional(
                        Path.class,
                        option("--conf")
                                .paramLabel("FILE")
                                .description(
                                        "The settings file (default: bgworker.conf in the data directory)."));
        assignments =
                grammar.texts(
                        option("-c")
                                .paramLabel("NAME=VALUE")
                                .description(
                                        "A setting; comes before the file's. May be repeated."));
    }

    HostOptions options() {
        return options(List.of());
    }

    /** With more settings, which come before those of the words. */
    HostOptions options(List<String> additions) {
        var parsed = new ArrayList<Assignment>();
        for (var text : all(additions)) {
            parsed.add(Assignment.onTheCommandLine(text).orElseThrow(() -> noAssignment(text)));
        }
        return new HostOptions(modules.get(), data(), conf.get(), List.copyOf(parsed));
    }

    private List<String> all(List<String> additions) {
        return Stream.concat(assignments.get().stream(), additions.stream()).toList();
    }

    Path data() {
        return data.get();
    }

    /** Words that mean the same, with paths that are right anywhere. */
    List<String> asWords(List<String> additions) {
        var all = new ArrayList<String>();
        add("--modules", modules.get(), all);
        add("--data", data(), all);
        conf.get().ifPresent(file -> add("--conf", file, all));
        for (var assignment : all(additions)) {
            all.addAll(List.of("-c", assignment));
        }
        return List.copyOf(all);
    }

    private static void add(String option, Path path, List<String> to) {
        to.addAll(List.of(option, path.toAbsolutePath().normalize().toString()));
    }

    private ParameterException noAssignment(String text) {
        return command.wrongWords(
                "-c requires a value of the form NAME=VALUE, not \"%s\"".formatted(text));
    }
}
