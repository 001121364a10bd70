package org.bgworker.host.postgresql;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * Runs a small program to its end.
 *
 * @param exitCode of the program
 * @param output standard output and standard error, in this order of writing, without spaces at
 *     both ends
 */
record Program(int exitCode, String output) {
    private static final Set<String> PASSED_ON = Set.of("PATH", "TZ", "LD_LIBRARY_PATH");

    /** The current directory may be another user's. */
    private static String absolute(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Starts a program; its standard error goes where its standard output goes. */
    static Process start(Path directory, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(directory.toFile());
        var environment = builder.environment();
        // the server may run as another user, who must not read what this one was told
        environment.keySet().retainAll(PASSED_ON);
        environment.put("LC_ALL", "C");
        environment.computeIfPresent("PATH", (_, path) -> absolute(path));
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /**
     * Runs a program in a directory until it ends.
     *
     * @throws InterruptedException if the calling thread is interrupted; the program is terminated
     */
    static Program run(Path directory, List<String> command)
            throws IOException, InterruptedException {
        var process = start(directory, command);
        try (var said = process.getInputStream()) {
            // beside the waiting, which alone can be interrupted
            var reader = new FutureTask<>(said::readAllBytes);
            Thread.ofPlatform().name("output of " + command.getFirst()).daemon(true).start(reader);
            int exitCode = process.waitFor();
            return new Program(exitCode, new String(reader.get(), StandardCharsets.UTF_8).strip());
        } catch (ExecutionException unreadable) {
            throw new IOException(unreadable.getCause());
        } finally {
            process.destroy();
        }
    }

    /** Runs a program anywhere. */
    static Program run(List<String> command) throws IOException, InterruptedException {
        return run(Path.of("/"), command);
    }

    boolean succeeded() {
        return exitCode == 0;
    }
}
