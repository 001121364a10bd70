package org.bgworker.host.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bgworker.host.bench.Checkout;

/**
 * From the start of the script to the first {@code main} of a worker, beside a bare {@code java}:
 * with a library that is known or not, in a data directory that is new or not.
 */
final class StartTable {
    private static final String KNOWN = "inspections";

    private final ColdProcess hello;
    private final Path modules;

    StartTable(ColdProcess hello, Path modules) {
        this.hello = hello;
        this.modules = modules;
    }

    void print() throws IOException, InterruptedException {
        System.out.println(Rows.header("start until the first main", "java hello"));
        row("known library, existing data directory", _ -> false);
        row("known library, empty data directory", file -> !file.equals(KNOWN));
        row("unknown library, existing data directory", KNOWN::equals);
        row("unknown library, empty data directory", _ -> true);
    }

    /** Prints the same for a library whose worker needs a session, the database included. */
    void printSessions() throws IOException, InterruptedException {
        System.out.println(Rows.header("start until the first session", "java hello"));
        row("later start, existing data directory", _ -> false);
        row("first start, empty data directory", _ -> true);
    }

    private void row(String name, Predicate<String> removed)
            throws IOException, InterruptedException {
        var contenders = new ArrayList<Race.Contender>(List.of(hello::taken));
        for (var checkout : Checkout.all()) {
            var data = Files.createTempDirectory("data");
            contenders.add(() -> {
                remove(data, removed);
                return new ColdProcess(checkout.command(words(data)), 1).taken();
            });
        }
        System.out.println(Rows.row(name, Race.of(contenders)));
    }

    private List<String> words(Path data) {
        return Stream.of("run --modules %s --data %s -c audit=built -c stop_timeout=2s")
                .map(words -> words.formatted(modules, data))
                .flatMap(words -> Stream.of(words.split(" ", -1)))
                .toList();
    }

    /** What is to be missing of what the start before has left. */
    private static void remove(Path data, Predicate<String> removed) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (var file : files.skip(1).sorted(Comparator.reverseOrder()).toList()) {
                if (removed.test(data.relativize(file).getName(0).toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
