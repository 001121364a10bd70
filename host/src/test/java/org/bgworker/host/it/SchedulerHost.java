package org.bgworker.host.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bgworker.host.testing.Clerk;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;

/** Hosts, one after another, with the sample scheduler and a clerk to talk to its tables. */
final class SchedulerHost implements AutoCloseable {
    /** For a job that is due every second. */
    static final String SECOND = "* * * * * *";

    private final Path dir;
    private final List<String> words;
    private final Clerk clerk;
    private HostProcess host;

    /** Starts the first. */
    SchedulerHost(Path dir, List<String> words) {
        this.dir = dir;
        this.words = words;
        var modules = copyScheduler(dir.resolve("modules"));
        this.clerk = Clerk.in(modules);
        this.host = run();
    }

    private static Path copyScheduler(Path modules) {
        try (Stream<Path> jars = Files.list(Places.samples().resolve("scheduler"))) {
            var folder = Files.createDirectories(modules.resolve("scheduler"));
            for (var jar : jars.toList()) {
                Files.copy(jar, folder.resolve(jar.getFileName()));
            }
            return modules;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private HostProcess run() {
        var all =
                new ArrayList<>(
                        List.of(
                                "-c", "scheduler.naptime=1s",
                                "-c", "stop_timeout=1s",
                                "-c", "log_min_messages=debug1"));
        all.addAll(words);
        var started =
                HostProcess.run(
                        dir.resolve("modules"), dir.resolve("data"), all.toArray(String[]::new));
        started.await("clerk: ready");
        started.await("scheduler: running the jobs of scheduler.job");
        return started;
    }

    /** The host that runs. */
    HostProcess host() {
        return host;
    }

    /** Starts the next, on the same data. */
    void restart() {
        host.close();
        host = run();
    }

    /** Adds a job. */
    void job(String name, String schedule, String command) {
        change(
                "insert into scheduler.job (name, schedule, command) values ('%s', '%s', '%s')"
                        .formatted(name, schedule, command.replace("'", "''")));
    }

    /** Executes a statement. */
    void change(String sql) {
        clerk.change(host, sql);
    }

    /** The answer to a query; columns are separated by a bar, rows by a slash. */
    String ask(String sql) {
        return clerk.ask(host, sql);
    }

    /** Waits until a run has a worker, and gives its handle. */
    String handleOfRun(int run) {
        return await("scheduler: run %d of job".formatted(run)).replaceAll(".* ", "");
    }

    /** Terminates a worker by its handle. */
    void terminate(String handle) {
        clerk.terminate(host, handle);
    }

    String await(String text) {
        return host.await(text);
    }

    String await(String text, int count) {
        return host.await(text, count);
    }

    @Override
    public void close() {
        host.close();
    }
}
