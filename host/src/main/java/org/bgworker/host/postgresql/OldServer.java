package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/**
 * A server of an earlier host that still runs in the data directory. It is found by its current
 * directory and the lock that it holds: a file that names a process may name any other by now.
 */
final class OldServer {
    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);
    private static final Duration SAME_START = Duration.ofSeconds(3);

    private final ServerDirectory directory;

    OldServer(ServerDirectory directory) {
        this.directory = directory;
    }

    /**
     * Has it stop, and waits for that; never takes it over.
     *
     * @param patience how long it may take to stop in order
     * @throws ReportException if it does not stop
     */
    void end(Duration patience) throws ReportException, IOException, InterruptedException {
        Log.write(
                Report.of(
                        Severity.LOG,
                        "a server of an earlier host still runs in \"%s\"; it is stopped first"
                                .formatted(directory.path())));
        if (!ends("INT", patience) && !ends("QUIT", LAST_PATIENCE)) {
            throw inUse(postmaster());
        }
    }

    private ReportException inUse(Optional<Long> postmaster) {
        return new ReportException(
                "data directory \"%s\" is in use by another server".formatted(directory.path()),
                "Its postmaster is process %s, and does not stop."
                        .formatted(postmaster.map(String::valueOf).orElse("unknown")),
                "Find out who holds the lock file \"%s\", and stop it."
                        .formatted(directory.lockFile()));
    }

    /**
     * The same where there is no {@code flock}: of the process that {@code postmaster.pid} names,
     * if it began when the file says.
     */
    void endNamed(Duration patience) throws ReportException, IOException, InterruptedException {
        var named = named();
        if (named.isPresent()) {
            var process = named.orElseThrow();
            for (var signal : List.of("INT", "QUIT")) {
                Signals.send(signal, process.pid());
                try {
                    var _ = process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
                    return;
                } catch (ExecutionException | TimeoutException stays) {
                    // the harder signal next
                }
            }
            throw inUse(Optional.of(process.pid()));
        }
    }

    private Optional<ProcessHandle> named() throws IOException {
        var file = directory.path().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        try {
            var began = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(one ->
                            one.info()
                                    .startInstant()
                                    .filter(start ->
                                            Duration.between(start, began)
                                                            .abs()
                                                            .compareTo(SAME_START)
                                                    < 0)
                                    .isPresent());
        } catch (IndexOutOfBoundsException | NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    private boolean ends(String signal, Duration patience)
            throws IOException, InterruptedException {
        var pid = postmaster();
        if (pid.isPresent()) {
            Signals.send(signal, pid.orElseThrow());
        }
        var wait =
                List.of(
                        "flock",
                        "-w",
                        Long.toString(Math.max(1, patience.toSeconds())),
                        directory.lockFile().toString(),
                        "true");
        return Program.run(wait).succeeded();
    }

    /** The one whose parent is none of them. */
    private Optional<Long> postmaster() throws IOException {
        var pids = processes();
        return pids.stream()
                .filter(pid ->
                        ProcessHandle.of(pid)
                                .flatMap(ProcessHandle::parent)
                                .filter(parent -> pids.contains(parent.pid()))
                                .isEmpty())
                .findFirst();
    }

    private Set<Long> processes() throws IOException {
        var real = directory.path().toRealPath();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> isIn(pid, real) && holdsLock(pid))
                .collect(Collectors.toSet());
    }

    /** Somebody's shell may stand in the directory too. */
    private boolean holdsLock(long pid) {
        try (var open = Files.list(PROCESSES.resolve(Long.toString(pid)).resolve("fd"))) {
            var target = directory.lockFile().toRealPath();
            return open.anyMatch(link -> leadsTo(link, target));
        } catch (IOException another) {
            return false;
        }
    }

    private static boolean leadsTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException closed) {
            return false;
        }
    }

    private static boolean isIn(long pid, Path directory) {
        try {
            return Files.readSymbolicLink(PROCESSES.resolve(Long.toString(pid)).resolve("cwd"))
                    .equals(directory);
        } catch (IOException another) {
            return false;
        }
    }
}
