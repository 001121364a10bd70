package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PostgreSQL's programs.
 *
 * @param directory where {@code postgres} and {@code initdb} lie
 * @param version such as 18.6
 * @param major such as 18
 */
public record Binaries(Path directory, String version, int major) {
    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) ((\\d+)\\S*)");

    /** Why programs cannot be used. */
    record Unusable(String reason) implements Probed {}

    /** Programs that run. */
    record Usable(Binaries binaries) implements Probed {}

    /** What came of running {@code postgres --version}. */
    sealed interface Probed {}

    /** Whether the programs in a directory run on this machine, for a user. */
    static Probed probe(Path directory, Optional<ServerUser> user) throws InterruptedException {
        var command = new ArrayList<String>();
        user.ifPresent(one -> {
            command.add("setpriv");
            command.addAll(one.options());
        });
        command.addAll(List.of(directory.resolve("postgres").toString(), "--version"));
        try {
            var told = Program.run(command);
            var version = VERSION.matcher(told.output());
            return told.succeeded() && version.find()
                    ? new Usable(
                            new Binaries(
                                    directory,
                                    version.group(1),
                                    Integer.parseInt(version.group(2))))
                    : new Unusable(told.output());
        } catch (IOException notRun) {
            return new Unusable(String.valueOf(notRun.getMessage()));
        }
    }

    String program(String name) {
        return directory.resolve(name).toString();
    }
}
