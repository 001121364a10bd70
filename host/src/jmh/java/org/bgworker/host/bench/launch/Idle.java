package org.bgworker.host.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a thousand idle workers cost that look at their latch every second, beside a thousand bare
 * threads that park for a second; each in a process of its own, with a heap that does not grow.
 */
final class Idle {
    private static final int WORKERS = 1000;
    private static final int SECONDS = 20;
    private static final List<String> FIXED_HEAP =
            List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private Idle() {}

    /** Starts the workers, or bare threads, in this process and prints what they cost. */
    static void main(String[] args) throws Exception {
        var gauge = new Gauge();
        var host = LiveHost.start(gauge, WORKERS); // beside the bare threads too
        var before = Memory.now();
        for (int i = 0; i < WORKERS; i++) {
            if (args[0].equals("bgworker")) {
                var _ = host.register(LiveHost.worker("naps", i).build());
            } else {
                new Thread(() -> bare(gauge)).start();
            }
        }
        for (int i = 0; i < WORKERS; i++) {
            var _ = gauge.next();
        }
        TimeUnit.SECONDS.sleep(5);
        double share = share();
        var after = Memory.now();
        System.out.println(share);
        System.out.println((after.resident() - before.resident()) / 1024.0 / WORKERS);
        System.out.println((after.heap() - before.heap()) / 1024.0 / WORKERS);
        System.exit(0);
    }

    private static void bare(Gauge gauge) {
        gauge.test(0);
        while (true) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** Percent of one processor that the process uses. */
    private static double share() throws InterruptedException {
        long used = Neighbours.processTime();
        long time = System.nanoTime();
        TimeUnit.SECONDS.sleep(SECONDS);
        return 100.0 * (Neighbours.processTime() - used) / (System.nanoTime() - time);
    }

    /** Bytes that the process has. */
    private record Memory(long resident, long heap) {
        static Memory now() throws IOException {
            System.gc();
            var pages = Files.readString(Path.of("/proc/self/statm")).split(" ", 3)[1];
            var heap = Runtime.getRuntime();
            return new Memory(
                    Long.parseLong(pages) * 4096, heap.totalMemory() - heap.freeMemory());
        }
    }

    /** Runs both in turn, so many times. */
    static List<Result> measure(int forks) throws IOException, InterruptedException {
        var share = new ArrayList<Round>();
        var resident = new ArrayList<Round>();
        var heap = new ArrayList<Round>();
        for (int i = 0; i < forks; i++) {
            var floor = Fork.run(FIXED_HEAP, Idle.class, "bare");
            var bgworker = Fork.run(FIXED_HEAP, Idle.class, "bgworker");
            share.add(round(floor, bgworker, 0));
            resident.add(round(floor, bgworker, 1));
            heap.add(round(floor, bgworker, 2));
        }
        return List.of(
                new Result("1,000 idle: processor", "%", "≤ 1.2", share),
                new Result("1,000 idle: resident, each", "KiB", "≤ 1.2", resident),
                new Result("1,000 idle: heap, each", "KiB", "", heap));
    }

    private static Round round(List<String> floor, List<String> bgworker, int line) {
        return new Round(
                Double.parseDouble(floor.get(line)), Double.parseDouble(bgworker.get(line)), 0);
    }
}
