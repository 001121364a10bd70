package org.bgworker.host.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bgworker.host.audit.DataDirectory;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/**
 * A host in the background: a process of its own session, so that no terminal's signals reach it,
 * and with all signals as they are by default, or it would not hear those that its parent ignores.
 */
final class Background {
    private static final String LOG = "bgworker.log";
    private static final String WORDS = "bgworker.opts";
    private static final int LINES_SHOWN = 20;
    private static final Set<String> SERVING = Set.of("run", "hot standby");

    private final Path data;
    private final Patience patience;
    private final HostClient host;
    private final Screen out;
    private final Screen err;

    Background(Path data, Patience patience, Screen out, Screen err) {
        this.data = data;
        this.patience = patience;
        this.host = new HostClient(data);
        this.out = out;
        this.err = err;
    }

    /** Starts a host; gives the exit code. */
    int start(List<String> words) throws InterruptedException {
        try {
            var running = status();
            if (running.isPresent()) {
                throw new ReportException(
                        "a host is running in data directory \"%s\"".formatted(data),
                        "It is process %s.".formatted(Trees.text(running.orElseThrow(), "pid")),
                        "Stop it with: bgworker stop, or use: bgworker restart.");
            }
            return started(launch(words));
        } catch (IOException failed) {
            return refused(
                    Report.error(
                            "could not start a host in data directory \"%s\"".formatted(data),
                            "%s.".formatted(FileFailure.reason(failed)),
                            ""));
        } catch (ReportException refused) {
            return refused(refused.report());
        }
    }

    /** Stops and starts; gives the exit code. */
    int restart() throws InterruptedException {
        List<String> words;
        try {
            words = Files.readAllLines(data.resolve(WORDS));
        } catch (IOException none) {
            return refused(
                    Report.error(
                            "could not read file \"%s\"".formatted(data.resolve(WORDS)),
                            "%s.".formatted(FileFailure.reason(none)),
                            "It is written by: bgworker start. A host that was not started so is restarted by whoever has."));
        }
        var problems = problems(words);
        if (!problems.isEmpty()) {
            problems.forEach(err::report);
            return Exit.BAD_CONFIGURATION;
        }
        try {
            if (status().isPresent()) {
                var _ = host.post("/v1/shutdown", Map.of("mode", "fast"));
                if (!patience.await(() -> status().isEmpty())) {
                    return Exit.TIMEOUT;
                }
            }
        } catch (ReportException refused) {
            return refused(refused.report());
        }
        return start(words);
    }

    /** What would keep a host with these words from starting again; so the present one goes on. */
    private static List<Report> problems(List<String> words) {
        return RunCommand.options(words)
                .map(options -> options.settings().load())
                .orElse(List.of());
    }

    private int refused(Report report) {
        err.report(report);
        return Exit.FAILED;
    }

    private Optional<Map<String, Object>> status() {
        try {
            return Optional.of(Trees.map(host.get("/v1/status")));
        } catch (ReportException none) {
            return Optional.empty();
        }
    }

    private Process launch(List<String> words) throws IOException, ReportException {
        DataDirectory.makeSafe(data);
        DataDirectory.replace(data.resolve(WORDS), text(words).getBytes(UTF_8));
        var log = data.resolve(LOG);
        if (!Files.exists(log)) {
            Files.createFile(log, mode("rw-------"));
        }
        var command =
                new ArrayList<>(List.of("setsid", "env", "--default-signal", launcher(), "run"));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static String text(List<String> words) {
        return words.stream().map(word -> word + "\n").collect(Collectors.joining());
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static String launcher() throws ReportException {
        var launcher = System.getProperty("bgworker.launcher", "");
        if (launcher.isEmpty()) {
            throw new ReportException(
                    "could not start a host in the background",
                    "This program was not started by the script bgworker.",
                    "Use the script, or: run.");
        }
        return launcher;
    }

    private int started(Process process) throws InterruptedException {
        boolean inTime = patience.await(() -> !process.isAlive() || serves(process));
        if (!process.isAlive()) {
            return refused(
                    Report.error(
                            "the host has ended with exit code " + process.exitValue(),
                            "The last lines of \"%s\":\n%s".formatted(data.resolve(LOG), tail()),
                            ""));
        }
        if (!inTime) {
            err.line(
                    "process %d has been started and does not serve yet; see \"%s\""
                            .formatted(process.pid(), data.resolve(LOG)));
            return Exit.TIMEOUT;
        }
        out.line("process %d serves".formatted(process.pid()));
        return Exit.DONE;
    }

    private boolean serves(Process process) {
        return status().filter(one ->
                        Trees.number(one, "pid") == process.pid()
                                && SERVING.contains(Trees.text(one, "state")))
                .isPresent();
    }

    private String tail() {
        try {
            var lines = Files.readAllLines(data.resolve(LOG));
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException unreadable) {
            return FileFailure.reason(unreadable);
        }
    }
}
