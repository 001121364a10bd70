package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs PostgreSQL's programs as a user it accepts: it refuses to run as root. */
record PostgresLauncher(List<String> prefix, int uid) {

    private static final int NOBODY = 65534;

    /** The child stops (an immediate shutdown) when the thread that started it ends. */
    private static final List<String> WITH_PARENT = List.of("setpriv", "--pdeathsig", "QUIT");

    /** The first way, the better one first, that can run {@code program}. */
    static PostgresLauncher thatRuns(Path program) {
        int self = uidOf(Path.of("/proc/self"));
        var candidates =
                self == 0
                        ? Stream.of(asNobody(), inUserNamespace())
                        : Stream.of(
                                new PostgresLauncher(WITH_PARENT, self),
                                new PostgresLauncher(List.of(), self));
        return candidates
                .filter(launcher -> launcher.canRun(program))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no unprivileged user runs " + program));
    }

    private static PostgresLauncher asNobody() {
        var options = Stream.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        return new PostgresLauncher(Stream.concat(WITH_PARENT.stream(), options).toList(), NOBODY);
    }

    /** For directories that nobody else may enter: still root's files, but no longer root. */
    private static PostgresLauncher inUserNamespace() {
        var unshare = Stream.of("unshare", "--user");
        return new PostgresLauncher(Stream.concat(unshare, WITH_PARENT.stream()).toList(), 0);
    }

    ProcessBuilder builder(Object... command) {
        var words = Stream.concat(prefix.stream(), Stream.of(command).map(Object::toString));
        var builder = new ProcessBuilder(words.toList()).redirectErrorStream(true);
        builder.directory(Path.of("/").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** Runs a program to its end and throws, with all it said, unless it succeeds. */
    void run(Object... command) {
        runWithInput("", command);
    }

    void runWithInput(String input, Object... command) {
        try {
            var process = builder(command).start();
            try (var writer = process.outputWriter()) {
                writer.write(input);
            }
            String said = process.inputReader().readAllAsString();
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(List.of(command) + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a directory that belongs to the user the programs run as. */
    Path createDirectory(Path parent, String name) throws IOException {
        Path directory = Files.createTempDirectory(parent, name + ".");
        if (uidOf(directory) != uid) {
            Files.setAttribute(directory, "unix:uid", uid);
        }
        return directory;
    }

    private boolean canRun(Path program) {
        try {
            var process = builder(program, "--version").start();
            process.inputReader().readAllAsString();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static int uidOf(Path path) {
        try {
            return (int) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
