package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs a small program to its end.
 *
 * @param exitCode of the program
 * @param output standard output and standard error, in this order of writing, without spaces at
 *     both ends
 */
record Program(int exitCode, String output) {
    /** Starts a program; its standard error goes where its standard output goes. */
    static Process start(Path directory, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(directory.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
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
