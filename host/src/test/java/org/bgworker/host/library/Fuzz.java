package org.bgworker.host.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.setting.SettingTable;

/** Gives mutants to a new host's libraries, one at a time, and measures. */
final class Fuzz {
    /** {@code library_max_size}, in MB. */
    static final int MAX_SIZE = 24;

    private static final Pattern NO_WORDS = Pattern.compile("\\bnull\\b");

    private final Path directory;
    private final Mutants mutants;
    private final Map<String, Figures> figures = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int made;

    /** Of one kind of mutants, the most that one of them has taken. */
    private static final class Figures {
        private int count;
        private int loaded;
        private long nanos;
        private long bytes;
    }

    Fuzz(Path directory, long seed) {
        this.directory = directory;
        this.mutants = new Mutants(seed);
    }

    List<String> wrong() {
        return wrong;
    }

    long mostBytes() {
        return figures.values().stream().mapToLong(one -> one.bytes).max().orElse(0);
    }

    /** Drops the next one, has it read and loaded, and removes it. */
    void next() throws IOException {
        int nth = made++;
        var mutant = mutants.next("m" + nth);
        var modules = Files.createDirectory(directory.resolve("m" + nth));
        var entry = mutant.in(modules, "x");
        var known = figures.computeIfAbsent(mutant.kind(), _ -> new Figures());
        known.count++;
        try {
            measure(known, entry);
            long begin = System.nanoTime();
            boolean loaded = load(modules);
            known.nanos = Math.max(known.nanos, System.nanoTime() - begin);
            known.loaded += loaded ? 1 : 0;
        } catch (ReportException | RuntimeException | Error | AssertionFailure failed) {
            wrong.add(
                    "%d, %s: %s %s"
                            .formatted(
                                    nth,
                                    mutant.kind(),
                                    failed,
                                    List.of(failed.getStackTrace()).stream().limit(3).toList()));
        }
        delete(modules);
    }

    private static final class AssertionFailure extends Exception {
        private static final long serialVersionUID = 1;

        AssertionFailure(String text) {
            super(text);
        }
    }

    /** What is allocated by reading, of which not all is held at one time. */
    private static void measure(Figures known, Path entry) throws AssertionFailure {
        long before = Allocated.bytes();
        try {
            Candidate.read(entry, (long) MAX_SIZE << 20);
        } catch (ReportException refused) {
            check(refused.report());
        }
        long bytes = Allocated.bytes() - before;
        known.bytes = Math.max(known.bytes, bytes);
    }

    private boolean load(Path modules) throws ReportException, AssertionFailure {
        var settings =
                new SettingTable(
                        directory.resolve("none"),
                        false,
                        List.of(
                                new Assignment("library_max_size", MAX_SIZE + "MB", "in a test"),
                                new Assignment("library_init_timeout", "5s", "in a test")));
        settings.load();
        var libraries =
                new Libraries(
                        modules,
                        settings,
                        new Libraries.Sources(
                                Optional::empty,
                                Inspections.unremembered(),
                                _ -> new Gate.Permitted(List.of())),
                        _ -> {});
        var result = libraries.preload(0);
        for (var report : result.refused()) {
            check(report);
        }
        if (result.libraries().size() + result.refused().size() != 1) {
            throw new AssertionFailure("neither loaded nor refused");
        }
        return !result.libraries().isEmpty();
    }

    private static void check(Report report) throws AssertionFailure {
        var primary = report.primary();
        boolean sound =
                !primary.isBlank()
                        && !primary.endsWith(".")
                        && !NO_WORDS.matcher(primary).find()
                        && !report.detail().startsWith("null")
                        && !report.detail().contains(": null.")
                        && !NO_WORDS.matcher(report.hint()).find();
        if (!sound) {
            throw new AssertionFailure("no report: " + report);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A line for each kind. */
    @Override
    public String toString() {
        return figures.entrySet().stream()
                .map(one ->
                        "%-30s %5d, %5d loaded, longest %7.1f ms, most read %6.1f MB"
                                .formatted(
                                        one.getKey(),
                                        one.getValue().count,
                                        one.getValue().loaded,
                                        one.getValue().nanos / 1e6,
                                        one.getValue().bytes / 1e6))
                .collect(Collectors.joining("\n"));
    }
}
