package org.bgworker.host.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What other processes of the machine use of its processors.
 *
 * @param nanos since when
 * @param used by all, in nanoseconds, up to then
 * @param own of it
 */
public record Neighbours(long nanos, long used, long own) {
    /** Above this share of theirs a measurement is repeated. */
    public static final double QUIET = 0.1;

    private static final long TICK_NANOS = 10_000_000;

    /** Up to this moment. */
    public static Neighbours now() throws IOException {
        // cpu user nice system idle iowait irq softirq
        var all = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
        var ticks = Arrays.stream(all.split(" +")).skip(1).mapToLong(Long::parseLong).toArray();
        long busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
        return new Neighbours(System.nanoTime(), busy * TICK_NANOS, processTime());
    }

    /** Nanoseconds of processor time that this process has used. */
    static long processTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Their share of all processors since then. */
    public double share() throws IOException {
        var now = now();
        double others = (now.used - used) - (now.own - own);
        return Math.max(0, others / (now.nanos - nanos) / Runtime.getRuntime().availableProcessors());
    }
}
