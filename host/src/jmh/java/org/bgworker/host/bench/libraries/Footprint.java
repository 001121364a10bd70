package org.bgworker.host.bench.libraries;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What this process holds. */
final class Footprint {
    private Footprint() {}

    /** Bytes of heap that are left after a collection. */
    static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Bytes of metaspace, that of compressed classes included. */
    static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    /** Collects once; cleaners close what was collected a moment later. */
    static void collect() throws InterruptedException {
        System.gc();
        TimeUnit.MILLISECONDS.sleep(50);
    }

    /** Collects until the loaders are gone, or do not go. */
    static void collect(Roll roll) throws InterruptedException {
        collect();
        for (int i = 0; i < 7 && roll.loadersLeft() > 0; i++) {
            collect();
        }
    }

    /** How many files below a directory are open. */
    static long openFiles(Path below) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            long found = 0;
            for (var one : descriptors.toList()) {
                found += target(one).startsWith(below.toString()) ? 1 : 0;
            }
            return found;
        }
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) { // it was that of the list itself
            return "";
        }
    }
}
