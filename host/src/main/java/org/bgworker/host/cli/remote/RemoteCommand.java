package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bgworker.host.cli.Command;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.HostUnavailableException;
import org.bgworker.host.client.RefusedException;
import org.bgworker.host.client.Trees;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.ReportException;

/** What all commands have in common that ask a running host. */
abstract class RemoteCommand extends Command {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HostWord which = new HostWord(grammar());
    private final BooleanSupplier json =
            grammar().flag(option("--json").description("Prints JSON, for programs."));

    RemoteCommand(String description, String footer) {
        super(description, footer);
    }

    /** Asks, prints, and gives the exit code. */
    abstract int ask(HostClient host) throws ReportException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        try {
            return ask(which.client());
        } catch (HostUnavailableException none) {
            return failed(none, none.forbidden() ? Exit.NOT_PERMITTED : Exit.NOT_RUNNING);
        } catch (RefusedException refused) {
            return failed(
                    refused,
                    switch (refused.status()) {
                        case FORBIDDEN -> Exit.NOT_PERMITTED;
                        case NOT_FOUND -> Exit.NOT_FOUND;
                        default -> Exit.FAILED;
                    });
        } catch (NoSuchWorkerException none) {
            return failed(none, Exit.NOT_FOUND);
        } catch (ReportException wrong) {
            return failed(wrong, Exit.FAILED);
        }
    }

    private int failed(ReportException why, int code) {
        errors().report(why.report());
        return code;
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
