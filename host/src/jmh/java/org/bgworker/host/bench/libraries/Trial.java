package org.bgworker.host.bench.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bgworker.host.bench.launch.Figures;
import org.bgworker.host.bench.launch.Neighbours;

/** One process: a host loads a directory of libraries and unloads it, again and again. */
final class Trial {
    /** A host that has taken longer is not asked for more; the others have had their rounds. */
    private static final double PATIENCE_MILLIS = 10_000;

    private final Contender contender;
    private final Path directory;
    private final Path data;
    private final Roll roll = Roll.ofThisProcess();
    private final List<Double> unloads = new ArrayList<>();
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

    private Trial(Contender contender, Path directory, Path data) {
        this.contender = contender;
        this.directory = directory;
        this.data = data;
    }

    /** Measures the named contender: directory of libraries, directory for data, warm rounds. */
    static void main(String[] args) throws Exception {
        var trial = new Trial(Contender.valueOf(args[0]), Path.of(args[1]), Path.of(args[2]));
        trial.run(Integer.parseInt(args[3]));
        System.out.println(new Sample(trial.figures));
        System.out.flush();
        Runtime.getRuntime().halt(0); // hosts have threads that go on
    }

    /** The jars of a directory, by name. */
    static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> jars = Files.list(directory)) {
            return jars.sorted().toList();
        }
    }

    private void run(int rounds) throws Exception {
        int count = jars(directory).size();
        var before = Neighbours.now();
        long start = System.nanoTime();
        var host = contender.open(data);
        host.load(directory);
        put(Figure.COLD, since(start));
        roll.checkStarted(count);
        openFiles(Figure.OPEN_LOADED);
        Footprint.collect();
        put(Figure.HEAP, (double) Footprint.heap());
        put(Figure.METASPACE, (double) Footprint.metaspace());
        unload(host, count);
        openFiles(Figure.OPEN_UNLOADED);
        Footprint.collect(roll);
        openFiles(Figure.OPEN_COLLECTED);
        var loads = new ArrayList<Double>();
        while (loads.size() < rounds && since(start) < PATIENCE_MILLIS) {
            loads.add(again(host, count));
        }
        if (!loads.isEmpty()) {
            put(Figure.WARM, median(loads));
        }
        put(Figure.UNLOAD, median(unloads));
        put(Figure.LOADERS_LEFT, (double) roll.loadersLeft());
        put(Figure.OTHERS, before.share());
    }

    private double again(LibraryHost host, int count) throws Exception {
        long start = System.nanoTime();
        host.load(directory);
        double taken = since(start);
        roll.checkStarted(count);
        unload(host, count);
        Footprint.collect(roll);
        return taken;
    }

    private void unload(LibraryHost host, int count) throws Exception {
        long start = System.nanoTime();
        host.unload();
        unloads.add(since(start));
        roll.checkStopped(contender.stopped(count));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> figures) {
        return Figures.median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Below the working directory of the benchmark lie the libraries, and what hosts make of them. */
    private void openFiles(Figure figure) throws IOException {
        put(figure, (double) Footprint.openFiles(data.resolve("..").normalize()));
    }

    private void put(Figure figure, double value) {
        figures.put(figure, value);
    }
}
