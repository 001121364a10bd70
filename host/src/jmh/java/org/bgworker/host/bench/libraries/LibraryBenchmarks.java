package org.bgworker.host.bench.libraries;

import com.github.zafarkhaja.semver.Version;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.bgworker.host.bench.launch.Fork;
import org.bgworker.host.bench.launch.Neighbours;
import org.bgworker.host.bench.libraries.Samples.Place;
import org.pf4j.PluginManager;
import org.slf4j.LoggerFactory;

/** Loads and unloads many libraries by each host in turn, and prints one table. */
public final class LibraryBenchmarks {
    private static final List<String> JVM =
            List.of(
                    "-XX:+UseG1GC",
                    "-Xms1g",
                    "-Xmx1g",
                    "--add-exports=org.bgworker.host/org.bgworker.host.library=ALL-UNNAMED",
                    "--add-exports=org.bgworker.host/org.bgworker.host.postmaster=ALL-UNNAMED",
                    "--add-exports=org.bgworker.host/org.bgworker.host.report=ALL-UNNAMED",
                    "--add-exports=org.bgworker.host/org.bgworker.host.unload=ALL-UNNAMED",
                    "--add-exports=org.bgworker.host/org.bgworker.host.setting=ALL-UNNAMED");
    private static final List<Path> PEERS =
            Stream.of(PluginManager.class, LoggerFactory.class, Version.class, Felix.class)
                    .map(Fork::jarOf)
                    .toList();

    private final Plan plan;
    private final Path work;
    private final long start = System.nanoTime();
    private final Map<Kind, GeneratedLibraries> libraries = new EnumMap<>(Kind.class);
    private final Samples samples = new Samples();
    private int repeated;

    private LibraryBenchmarks(Plan plan, Path work) {
        this.plan = plan;
        this.work = work;
    }

    /** Runs all, as the words say: see {@link Plan#parse}. */
    public static void main(String[] args) throws Exception {
        var work = Files.createTempDirectory("libraries");
        try {
            new LibraryBenchmarks(Plan.parse(args), work).run();
        } finally {
            delete(work);
        }
    }

    private void run() throws IOException, InterruptedException {
        double before = load();
        for (var kind : Kind.values()) {
            libraries.put(kind, GeneratedLibraries.make(kind, plan.largest(), work));
        }
        for (int fork = 0; fork < plan.forks(); fork++) {
            for (int count : plan.counts()) {
                for (var contender : Contender.present()) {
                    var place = new Place(contender, count);
                    samples.add(place, quietly(place, fork));
                }
            }
        }
        System.out.print(Table.HEAD + new Table(samples, plan).rows() + footnote(before));
    }

    private String footnote(double loadBefore) {
        return """

                Java %s, %d processors, load %.1f at the beginning and %.1f at the end; %d forks each, up to %d warm rounds in each.
                Forks repeated because neighbours took more than %.0f %% of the processors: %d; kept all the same, for want of time: %d.
                """
                .formatted(
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        loadBefore,
                        load(),
                        plan.forks(),
                        plan.rounds(),
                        100 * Neighbours.QUIET,
                        repeated,
                        samples.disturbed());
    }

    private Sample quietly(Place place, int fork) throws IOException, InterruptedException {
        var sample = measure(place);
        while (sample.of(Figure.OTHERS) > Neighbours.QUIET && isTimeLeft(fork)) {
            repeated++;
            sample = measure(place);
        }
        return sample;
    }

    /** Each fork has its share of the time, so that a noisy beginning does not take it all. */
    private boolean isTimeLeft(int fork) {
        return System.nanoTime() - start < plan.limit().toNanos() * (fork + 1) / plan.forks();
    }

    private Sample measure(Place place) throws IOException, InterruptedException {
        var kind = place.contender().kind();
        var made = libraries.get(kind);
        if (made == null) {
            throw new IllegalStateException(kind.toString());
        }
        var data = Files.createDirectories(work.resolve(place.contender().place(place.count())));
        return Sample.parse(
                Fork.run(
                        place.contender().checkout().orElseThrow(),
                        JVM,
                        PEERS,
                        Trial.class,
                        place.contender().name(),
                        made.first(place.count()).toString(),
                        data.toString(),
                        Integer.toString(plan.rounds())));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
