package org.bgworker.host.bench.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.bench.Checkout;
import org.bgworker.host.testing.Places;

/** A process of its own for a benchmark, with the host on the module path as it is in earnest. */
public final class Fork {
    private Fork() {}

    /** Runs a main class of these benchmarks to its end, and gives the lines that it printed. */
    static List<String> run(List<String> jvmOptions, Class<?> main, String... words)
            throws IOException, InterruptedException {
        return run(Checkout.present(), jvmOptions, main, words);
    }

    /** The same, on the host of one of the checkouts. */
    static List<String> run(
            Checkout checkout, List<String> jvmOptions, Class<?> main, String... words)
            throws IOException, InterruptedException {
        return run(checkout, jvmOptions, List.of(), main, words);
    }

    /** Runs a main class that needs more jars on the class path than the host's own. */
    public static List<String> run(
            Checkout checkout,
            List<String> jvmOptions,
            List<Path> jars,
            Class<?> main,
            String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Places.java()));
        command.addAll(jvmOptions);
        command.addAll(
                List.of(
                        "-Dbgworker.distribution=" + checkout.distribution(),
                        "-Dbgworker.postgresql="
                                + Path.of(System.getProperty("bgworker.postgresql", "target/postgresql"))
                                        .toAbsolutePath(),
                        "-p",
                        checkout.distribution().resolve("lib").toString(),
                        "--add-modules",
                        "ALL-DEFAULT,java.se,org.bgworker.host"));
        command.addAll(List.of("-cp", classPath(jars), main.getName()));
        command.addAll(List.of(words));
        var process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD) // workers that fail
                        .start();
        try (var printed = process.inputReader(StandardCharsets.UTF_8)) {
            var lines = printed.readAllLines();
            if (process.waitFor() != 0) {
                throw new IOException("failed: " + String.join(" ", command));
            }
            return lines;
        }
    }

    private static String classPath(List<Path> jars) {
        return Stream.concat(Stream.of(jarOf(Fork.class)), jars.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar, or directory, that a class of the class path comes from. */
    public static Path jarOf(Class<?> one) {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
