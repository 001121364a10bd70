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

/** Prints what has happened. */
@Command(
        name = "events",
        description = {
            "Prints what has happened to workers, libraries and the server: the last events that the host keeps in memory."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker events -f"})
public final class EventsCommand extends RemoteCommand {
    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what comes.")
    private boolean follow;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Of workers of this name alone, present or past.")
    private Optional<String> name = Optional.empty();

    /** Called by picocli. */
    public EventsCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var of = name.map(text -> "&name=" + HostClient.encoded(text)).orElse("");
        lines(host, "/v1/events?follow=" + follow + of, this::print);
        return Exit.DONE;
    }

    private void print(Map<String, Object> event) {
        screen().line(Trees.text(event, "time") + "  " + sentence(event));
    }

    private static String sentence(Map<String, Object> event) {
        var name = "\"" + Trees.text(event, "name") + "\"";
        var pid = " (PID " + Trees.text(event, "pid") + ")";
        return switch (Trees.text(event, "event")) {
            case "started" -> name + pid + " started";
            case "ready" ->
                    name + pid + " ready after " + Words.time(Trees.number(event, "after_ms"));
            case "exited" ->
                    name
                            + pid
                            + " exited after "
                            + Words.time(Trees.number(event, "ran_ms"))
                            + ": "
                            + Words.exit(event, "exit");
            case "restart due" ->
                    name + " is started again in " + Words.time(Trees.number(event, "in_ms"));
            case "gave up" -> name + " has failed too often";
            case "server" -> "server: " + Trees.text(event, "state");
            case "database" ->
                    "database: " + Trees.text(event, "state") + " " + Trees.text(event, "reason");
            case "library" ->
                    "library "
                            + Words.library(event)
                            + ": "
                            + Trees.text(event, "state")
                            + " "
                            + Trees.text(event, "reason");
            default -> name + " " + Trees.text(event, "event");
        };
    }
}
