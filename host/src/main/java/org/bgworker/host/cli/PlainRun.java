package org.bgworker.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.setting.Assignment;

/**
 * Reads the words of {@code run} where they are written plainly, as picocli would. All else is left
 * to picocli: help, other spellings, and whatever is wrong.
 *
 * <p>picocli would be a tenth of a start.
 */
final class PlainRun {
    private static final Set<String> PATHS = Set.of("--modules", "--data", "--conf");

    private final Map<String, Path> paths = new HashMap<>();
    private final List<Assignment> assignments = new ArrayList<>();

    private PlainRun() {}

    /** Empty if picocli has to be asked. */
    static Optional<HostOptions> read(String... args) {
        if (args.length % 2 == 0 || !args[0].equals("run")) {
            return Optional.empty();
        }
        var run = new PlainRun();
        for (int i = 1; i < args.length; i += 2) {
            if (!isPlain(args[i + 1]) || !run.take(args[i], args[i + 1])) {
                return Optional.empty();
            }
        }
        return Optional.of(run.options());
    }

    /** Neither an option nor the name of a file of words. */
    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.charAt(0) != '-' && value.charAt(0) != '@';
    }

    private boolean take(String option, String value) {
        if (option.equals("-c")) {
            var assignment = Assignment.onTheCommandLine(value);
            assignment.ifPresent(assignments::add);
            return assignment.isPresent();
        }
        return PATHS.contains(option) && paths.put(option, Path.of(value)) == null;
    }

    private HostOptions options() {
        return new HostOptions(
                paths.getOrDefault("--modules", Path.of(HostWords.MODULES)),
                paths.getOrDefault("--data", Path.of(HostWords.DATA)),
                Optional.ofNullable(paths.get("--conf")),
                List.copyOf(assignments));
    }
}
