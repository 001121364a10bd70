package org.bgworker.host.cli.remote;

import java.util.Map;
import java.util.Optional;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
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
        lines(host, "/v1/log?follow=" + follow + pid, this::print);
        return Exit.DONE;
    }

    private void print(Map<String, Object> message) {
        var start = Trees.text(message, "time") + " [" + Trees.text(message, "pid") + "] ";
        part(start + Trees.text(message, "severity") + ":  ", message, "primary");
        part(start + "DETAIL:  ", message, "detail");
        part(start + "HINT:  ", message, "hint");
    }

    private void part(String label, Map<String, Object> message, String name) {
        var before = label;
        for (var line : Trees.text(message, name).lines().toList()) {
            screen().line(before + line);
            before = "\t";
        }
    }
}
