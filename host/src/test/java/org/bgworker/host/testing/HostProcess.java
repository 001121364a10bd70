package org.bgworker.host.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real host in a process of its own, and what it has said on standard error. */
public final class HostProcess implements AutoCloseable {
    private static final Duration PATIENCE =
            Duration.ofSeconds(Integer.getInteger("bgworker.patience", 60));

    /**
     * How the launcher starts a host, and with the first compiler alone and the simplest collector:
     * most hosts of the tests live for a second.
     */
    public static final List<String> LAUNCHER =
            List.of(
                    "-XX:AOTCache=" + Places.distribution().resolve("bgworker.aot"),
                    "-Xlog:aot*=off",
                    "--add-modules",
                    "ALL-DEFAULT,java.se",
                    "--enable-native-access=org.bgworker.host",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private HostProcess(Process process) {
        this.process = process;
        var reader = new Thread(this::read, "host's standard error");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code bgworker run} with these directories and further words. */
    public static HostProcess run(Path modules, Path data, String... words) {
        return run(Map.of(), modules, data, words);
    }

    /** The same, with a new database on a server of the tests, which is there already. */
    public static HostProcess runWithDatabase(Path modules, Path data, String... words) {
        return run(modules, data, withDatabase(words));
    }

    /** Words for a host, and those for a new database on a server of the tests. */
    public static String[] withDatabase(String... words) {
        var all = new ArrayList<>(List.of("-c", "database_url=" + PostgresServer.newDatabase()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    /**
     * The same, ahead of the other processes where this user may do that: for a test that bounds a
     * time, which other tests must not lengthen.
     */
    public static HostProcess runAhead(Path modules, Path data, String... words) {
        return runBy(List.of("nice", "-n", "-15"), modules, data, words);
    }

    /** The same, started by a command that executes what it is given. */
    public static HostProcess runBy(
            List<String> starter, Path modules, Path data, String... words) {
        var command = new ArrayList<>(starter);
        command.addAll(command(LAUNCHER, runWords(modules, data, words)));
        return start(Map.of(), command);
    }

    /** The same, with more in its environment. */
    public static HostProcess run(
            Map<String, String> environment, Path modules, Path data, String... words) {
        return run(environment, List.of(), modules, data, words);
    }

    /** The same, with options for the virtual machine. */
    public static HostProcess run(
            Map<String, String> environment,
            List<String> jvmOptions,
            Path modules,
            Path data,
            String... words) {
        var options = new ArrayList<>(LAUNCHER);
        options.addAll(jvmOptions);
        return start(environment, command(options, runWords(modules, data, words)));
    }

    private static List<String> runWords(Path modules, Path data, String... words) {
        var all =
                new ArrayList<>(
                        List.of("run", "--modules", modules.toString(), "--data", data.toString()));
        all.addAll(List.of("-c", "audit=built")); // further words come before it
        all.addAll(List.of(words));
        return all;
    }

    /** Starts {@code bgworker} with options for the virtual machine and words. */
    public static HostProcess start(List<String> jvmOptions, List<String> words) {
        return start(Map.of(), command(jvmOptions, words));
    }

    /** Starts a program of the tests that embeds the distribution's host. */
    public static HostProcess ofProgram(Class<?> program, String... words) {
        var classes = program.getProtectionDomain().getCodeSource().getLocation().getPath();
        var command =
                new ArrayList<>(
                        List.of(
                                Places.java(),
                                "--add-modules",
                                "ALL-DEFAULT,java.se,org.bgworker.host",
                                "-p",
                                Places.distribution().resolve("lib").toString(),
                                "-cp",
                                classes,
                                program.getName()));
        command.addAll(List.of(words));
        return start(Map.of(), command);
    }

    private static HostProcess start(Map<String, String> environment, List<String> command) {
        try {
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            return new HostProcess(builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What starts {@code bgworker} with options for the virtual machine and words. */
    public static List<String> command(List<String> jvmOptions, List<String> words) {
        // a job of nohup ignores SIGHUP, and so would its children
        var command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
        command.add(Places.java());
        command.addAll(jvmOptions);
        command.addAll(List.of("-p", Places.distribution().resolve("lib").toString()));
        command.addAll(List.of("-m", "org.bgworker.host"));
        command.addAll(words);
        return command;
    }

    private void read() {
        try (BufferedReader in = process.errorReader(StandardCharsets.UTF_8)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException killed) {
            // the end of what it says
        } finally {
            synchronized (lines) {
                ended = true;
                lines.notifyAll();
            }
        }
    }

    /** All that it has said. */
    public List<String> log() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Waits until a line contains the text, and gives the line. */
    public String await(String text) {
        return await(text, 1);
    }

    /** Waits until so many lines contain the text, and gives the last of them. */
    public String await(String text, int count) {
        return await(line -> line.contains(text), text, count);
    }

    private String await(Predicate<String> wanted, String text, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            while (true) {
                var found = lines.stream().filter(wanted).skip(count - 1L).findFirst();
                if (found.isPresent()) {
                    return found.orElseThrow();
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    throw new AssertionError(
                            "no \"%s\" in:\n%s".formatted(text, String.join("\n", lines)));
                }
                try {
                    lines.wait(left);
                } catch (InterruptedException interrupted) {
                    throw new AssertionError(interrupted);
                }
            }
        }
    }

    /** Sends a signal, such as {@code TERM}. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Waits for its end, and gives its exit code. */
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the host does not end:\n" + String.join("\n", log()));
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Asks for a shutdown and waits for the end. Not by SIGINT, which a background job ignores. */
    public int stop() {
        signal("TERM");
        return exitCode();
    }

    /** The process. */
    public Process process() {
        return process;
    }

    /** Kills it, as SIGKILL does; what it has said by then is still read. */
    public void kill() {
        process.toHandle().destroyForcibly();
        exitCode();
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        kill();
    }
}
