package org.bgworker.host.bench.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.testing.Places;

/**
 * A folder with a script {@code bgworker} that has been built, this one or an older one.
 *
 * @param root where the script lies
 */
record Checkout(Path root) {
    /** This one. */
    static Checkout present() {
        return new Checkout(Places.distribution().resolve("../../..").normalize());
    }

    /** The one to compare with, if the property {@code bgworker.before} names one. */
    static Optional<Checkout> before() {
        return Optional.of(System.getProperty("bgworker.before", ""))
                .filter(path -> !path.isEmpty())
                .map(path -> new Checkout(Path.of(path).toAbsolutePath()));
    }

    /** What starts the script as a user does. */
    List<String> command(List<String> words) {
        var command = new ArrayList<>(List.of(root.resolve("bgworker").toString()));
        command.addAll(words);
        return command;
    }
}
