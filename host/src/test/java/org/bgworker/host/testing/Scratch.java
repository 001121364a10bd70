package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories that are gone when the tests are over. */
public final class Scratch {
    /** All lie in this one. */
    private static final Path HOME = home();

    private Scratch() {}

    /** A new one. */
    public static Path directory(String name) throws IOException {
        return Files.createTempDirectory(HOME, name);
    }

    private static Path home() {
        try {
            var home = Files.createTempDirectory("bgworker");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
            return home;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            for (var one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException left) {
            System.err.println("could not delete " + left.getMessage());
        }
    }
}
