package org.bgworker.host.bench.start;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The time that processes have had on processors, as Linux tells it. */
final class Processors {
    private static final int OWN_USER = 11;
    private static final int CHILDREN_USER = 13;
    private static final double TICK_MILLIS = 10;

    private Processors() {}

    /** Milliseconds of all threads that a process has now; NaN if it is not told. */
    static double ofLiving(long pid) throws IOException {
        var tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.exists(tasks)) {
            return Double.NaN;
        }
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (var thread : threads) {
                nanos += nanos(thread.resolve("schedstat"));
            }
        }
        return nanos / 1e6;
    }

    private static long nanos(Path schedstat) throws IOException {
        try {
            return Long.parseLong(Files.readString(schedstat).split(" ", -1)[0]);
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    /** Milliseconds of a process, threads that have ended included; in steps of a tick. */
    static double of(long pid) throws IOException {
        return ticks(Path.of("/proc", Long.toString(pid), "stat"), OWN_USER);
    }

    /** Milliseconds of all children of this process that have ended; in steps of a tick. */
    static double ofChildren() throws IOException {
        return ticks(Path.of("/proc/self/stat"), CHILDREN_USER);
    }

    /** In user mode and, in the next field, in the kernel. */
    private static double ticks(Path stat, int field) throws IOException {
        if (!Files.exists(stat)) {
            return Double.NaN;
        }
        var text = Files.readString(stat);
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) * TICK_MILLIS;
    }
}
