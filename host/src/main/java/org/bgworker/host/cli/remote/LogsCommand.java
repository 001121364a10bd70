package org.bgworker.host.cli.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.cli.Screen;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the last lines of the log. */
@Command(
        name = "logs",
        description = "Prints the last messages of the log that the host keeps in memory.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker logs -f file_ingest"})
public final class LogsCommand extends RemoteCommand {
    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what comes.")
    private boolean follow;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|PID",
            description = "Of this worker's present run alone.")
    private Optional<String> who = Optional.empty();

    /** Called by picocli. */
    public LogsCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var pid = who.isPresent() ? "&pid=" + Trees.text(find(host, who.orElseThrow()), "pid") : "";
        var screen = screen();
        host.lines(
                "/v1/log?follow=%s%s".formatted(follow, pid),
                line -> {
                    if (!line.isEmpty()) {
                        print(screen, line);
                    }
                });
        return Exit.DONE;
    }

    private void print(Screen screen, String line) {
        if (json()) {
            screen.line(line);
            return;
        }
        try {
            print(screen, Trees.map(Json.value(line.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException notALine) {
            screen.line(line);
        }
    }

    private static void print(Screen screen, Map<String, Object> message) {
        if (message.containsKey("missed")) {
            screen.line("… %s messages are missing".formatted(Trees.text(message, "missed")));
            return;
        }
        var start = "%s [%s] ".formatted(Trees.text(message, "time"), Trees.text(message, "pid"));
        part(screen, start + Trees.text(message, "severity") + ":  ", message, "primary");
        part(screen, start + "DETAIL:  ", message, "detail");
        part(screen, start + "HINT:  ", message, "hint");
    }

    private static void part(
            Screen screen, String label, Map<String, Object> message, String name) {
        var before = label;
        for (var line : Trees.text(message, name).lines().toList()) {
            screen.line(before + line);
            before = "\t";
        }
    }
}
