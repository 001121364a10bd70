package org.bgworker.host.bench;

import java.lang.management.ManagementFactory;
import org.bgworker.host.bench.launch.LaunchBenchmarks;
import org.bgworker.host.bench.start.StartBenchmarks;

/** Prints a Markdown table of all benchmarks that are whole programs, one after the other. */
public final class Benchmarks {
    private Benchmarks() {}

    /** A neighbour's work is in every figure that is taken under a higher one. */
    private static final double QUIET = 0.5;

    /** Runs all, or only {@code starts}, {@code sessions}, {@code idle} or {@code socket}. */
    public static void main(String[] args) throws Exception {
        System.out.printf("%nLoad %.1f at the beginning: %s.%n", load(), quiet());
        switch (args.length == 0 ? "" : args[0]) {
            case "socket" -> StartBenchmarks.socket();
            case "sessions" -> StartBenchmarks.sessions();
            case "idle" -> StartBenchmarks.idle();
            default -> StartBenchmarks.tables();
        }
        if (args.length == 0) {
            workers();
        }
        System.out.printf("%nLoad %.1f at the end.%n", load());
    }

    private static String quiet() {
        return load() < QUIET ? "the machine is quiet" : "the machine is NOT quiet";
    }

    private static void workers() throws Exception {
        System.out.printf(
                """

                Java %s, %d processors, load %.1f at the beginning. Medians, tenth to ninetieth percentile.

                | benchmark | floor | bgworker | ratio | goal |
                |---|---:|---:|---:|---|
                """,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                load());
        StartBenchmarks.run();
        LaunchBenchmarks.run();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
