package org.bgworker.host.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bgworker.host.testing.Places;

/**
 * A folder with a script {@code bgworker} that has been built, this one or an older one.
 *
 * @param root where the script lies
 */
public record Checkout(Path root) {
    /** This one. */
    public static Checkout present() {
        return new Checkout(Places.distribution().resolve("../../..").normalize());
    }

    /** The one to compare with, if the property {@code bgworker.before} names one. */
    public static Optional<Checkout> before() {
        return Optional.of(System.getProperty("bgworker.before", ""))
                .filter(path -> !path.isEmpty())
                .map(path -> new Checkout(Path.of(path).toAbsolutePath()));
    }

    /** The older one, if there is one, then this one: the order in which they are measured. */
    public static List<Checkout> all() {
        return Stream.concat(before().stream(), Stream.of(present())).toList();
    }

    /** What the build has made of it. */
    public Path distribution() {
        return root.resolve("host/target/bgworker");
    }

    /** What the rows of its figures begin with, where there are two. */
    public String label() {
        return before().isEmpty() ? "" : equals(present()) ? "now: " : "before: ";
    }

    /** What starts the script as a user does. */
    public List<String> command(List<String> words) {
        var command = new ArrayList<>(List.of(root.resolve("bgworker").toString()));
        command.addAll(words);
        return command;
    }
}
