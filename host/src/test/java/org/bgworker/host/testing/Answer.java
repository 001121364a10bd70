package org.bgworker.host.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bgworker.host.cli.Main;

/**
 * What {@code bgworker}, run to its end, has answered.
 *
 * @param code its exit code
 * @param out all that it printed
 * @param err all that it said on standard error
 */
public record Answer(int code, String out, String err) {
    /** Of {@code bgworker} with these words, run in this process. */
    public static Answer to(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), words);
        return new Answer(code, out.toString(), err.toString());
    }

    /** Of {@code bgworker} with these words, run in a process of its own. */
    public static Answer ofProcess(String... words) {
        return toCommand(HostProcess.command(HostProcess.LAUNCHER, List.of(words)));
    }

    /** The same, with more in its environment and a text on standard input. */
    public static Answer ofProcess(Map<String, String> environment, String input, String... words) {
        return toCommand(
                environment, input, HostProcess.command(HostProcess.LAUNCHER, List.of(words)));
    }

    /** Of the host in a data directory to a command with these words. */
    public static Answer ofHost(Path data, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        return to(all.toArray(String[]::new));
    }

    /** Of {@code bgworker run}, where a refusal to start is expected. */
    public static Answer toRun(Path modules, Path data, String... words) {
        return toCommand(runCommand(modules, data, words));
    }

    /** Of the same, even where this user may do anything: without a superuser's powers. */
    public static Answer toRunAsMortal(Path modules, Path data, String... words) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"));
        }
        command.addAll(runCommand(modules, data, words));
        return toCommand(command);
    }

    /** Starts {@code bgworker run} with its standard error going to a file. */
    public static Process loggingTo(File file, Path modules, Path data, String... words) {
        try {
            return new ProcessBuilder(runCommand(modules, data, words)).redirectError(file).start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> runCommand(Path modules, Path data, String... words) {
        var all =
                new ArrayList<>(
                        List.of("run", "--modules", modules.toString(), "-c", "audit=built"));
        all.addAll(List.of("--data", data.toString()));
        all.addAll(List.of(words));
        return HostProcess.command(HostProcess.LAUNCHER, all);
    }

    private static Answer toCommand(List<String> command) {
        return toCommand(Map.of(), "", command);
    }

    private static Answer toCommand(
            Map<String, String> environment, String input, List<String> command) {
        try {
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            var process = builder.start();
            try (var in = process.outputWriter(UTF_8)) {
                in.write(input);
            }
            var err =
                    CompletableFuture.supplyAsync(() -> {
                        try {
                            return process.errorReader(UTF_8).readAllAsString();
                        } catch (IOException broken) {
                            throw new UncheckedIOException(broken);
                        }
                    });
            var out = process.inputReader(UTF_8).readAllAsString();
            return new Answer(process.onExit().join().exitValue(), out, err.join());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The reports on standard error. */
    public List<String> reports() {
        return LogReports.in(err.lines().toList());
    }
}
