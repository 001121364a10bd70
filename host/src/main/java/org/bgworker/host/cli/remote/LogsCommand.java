package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;
import static org.bgworker.host.cli.Grammar.parameter;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Prints the last lines of the log. */
public final class LogsCommand extends RemoteCommand {
    private final BooleanSupplier follow =
            grammar().flag(option("-f", "--follow").description("Goes on with what comes."));
    private final Supplier<Optional<String>> who =
            grammar()
                    .optional(
                            String.class,
                            parameter("NAME|PID")
                                    .description("Of this worker's present run alone."));

    /** For one line of words. */
    public LogsCommand() {
        super(
                "Prints the last messages of the log that the host keeps in memory.",
                "Example: bgworker logs -f file_ingest");
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var pid =
                who.get().isPresent()
                        ? "&pid=" + Trees.text(find(host, who.get().orElseThrow()), "pid")
                        : "";
        lines(host, "/v1/log?follow=" + follow.getAsBoolean() + pid, this::print);
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
