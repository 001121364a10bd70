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

/** Prints what has happened. */
public final class EventsCommand extends RemoteCommand {
    private final BooleanSupplier follow =
            grammar().flag(option("-f", "--follow").description("Goes on with what comes."));
    private final Supplier<Optional<String>> name =
            grammar()
                    .optional(
                            String.class,
                            parameter("NAME")
                                    .description(
                                            "Of workers of this name alone, present or past."));

    /** For one line of words. */
    public EventsCommand() {
        super(
                """
                Prints what has happened to workers, libraries and the server: the last events that
                the host keeps in memory.\
                """,
                "Example: bgworker events -f");
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var of = name.get().map(text -> "&name=" + HostClient.encoded(text)).orElse("");
        lines(host, "/v1/events?follow=" + follow.getAsBoolean() + of, this::print);
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
