package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.ReportException;

/** What all commands have in common that ask a running host and print what it answers. */
abstract class RemoteCommand extends HostCommand {
    private final BooleanSupplier json =
            grammar().flag(option("--json").description("Prints JSON, for programs."));

    RemoteCommand(String description, String footer) {
        super(description, footer);
    }

    /** Prints what was answered as it is, if JSON is wanted. */
    final boolean printed(Object tree) {
        if (json()) {
            screen().json(tree);
        }
        return json();
    }

    /** Before what has been printed is printed again. */
    final void again() {
        if (Terminal.COLUMNS < Integer.MAX_VALUE && !json()) {
            screen().clear();
        } else {
            screen().line("");
        }
    }

    /** Reads lines of JSON, and has each printed. */
    final void lines(HostClient host, String path, Consumer<Map<String, Object>> print)
            throws ReportException {
        host.lines(
                path,
                line -> {
                    if (!line.isEmpty()) { // else the host only asks whether we still read
                        print(line, print);
                    }
                    return isRead();
                });
    }

    private void print(String line, Consumer<Map<String, Object>> print) {
        if (json()) {
            screen().line(line);
            return;
        }
        var tree = Trees.map(Json.parse(line));
        if (tree.containsKey("missed")) {
            screen().line("… " + Trees.text(tree, "missed") + " are missing");
        } else {
            print.accept(tree);
        }
    }

    /** Whether what is printed is still read, as it is no longer by {@code head} in a pipe. */
    final boolean isRead() {
        return !screen().isClosed();
    }

    final boolean json() {
        return json.getAsBoolean();
    }

    /** The one worker that a word names, by pid, handle or name. */
    static Map<String, Object> find(HostClient host, String word) throws ReportException {
        var found = named(host, word);
        if (found.size() > 1) {
            throw new NoSuchWorkerException(
                    "%d workers are called \"%s\"".formatted(found.size(), word),
                    "Their handles are %s."
                            .formatted(
                                    found.stream().map(one -> Trees.text(one, "handle")).toList()),
                    "Name one by its handle or its pid.");
        }
        return found.getFirst();
    }

    private static List<Map<String, Object>> named(HostClient host, String word)
            throws ReportException {
        var found =
                Trees.maps(host.get("/v1/workers")).stream()
                        .filter(one ->
                                word.equals(Trees.text(one, "name"))
                                        || word.equals(Trees.text(one, "handle"))
                                        || (word.equals(Trees.text(one, "pid"))
                                                && !word.equals("0")))
                        .toList();
        if (found.isEmpty()) {
            throw new NoSuchWorkerException(
                    "there is no worker \"%s\"".formatted(word),
                    "",
                    "All are listed by: bgworker ps --all.");
        }
        return found;
    }
}
