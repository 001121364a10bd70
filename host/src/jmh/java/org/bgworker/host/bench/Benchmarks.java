package org.bgworker.host.bench;

import java.lang.management.ManagementFactory;
import org.bgworker.host.bench.launch.LaunchBenchmarks;
import org.bgworker.host.bench.start.StartBenchmarks;

/** Prints a Markdown table of all benchmarks that are whole programs, one after the other. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs all. */
    public static void main(String[] args) throws Exception {
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
        System.out.printf("%nLoad %.1f at the end.%n", load());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
