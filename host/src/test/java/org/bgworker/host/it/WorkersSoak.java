package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.GrowingFile;
import org.bgworker.host.testing.HostFigures;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets some 200 workers start, fail, exit, restart and be registered at random for half an hour:
 * what the host uses at the end is what it used after the first minute, and its log misses no
 * event. Both times it is measured when all workers have ended, so that every thread left is one
 * too many. By hand: {@code mvn -P soak -Dit.test=WorkersSoak verify}; the log stays in {@code
 * target}.
 */
final class WorkersSoak {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 30);
    private static final int WORKERS = Integer.getInteger("soak.workers", 200);
    private static final int SEED = Integer.getInteger("soak.seed", 20261122);
    private static final int SLOTS = WORKERS * 5 / 4;

    /** How often it is looked at under load, in seconds. */
    private static final int LOOK = 10;

    /** Longer than the longest plan: four runs of 4 s with three restarts after 3 s each. */
    private static final int QUIET_WITHIN = 120;

    /** Of the collector, the compiler and the threads that carry virtual ones. */
    private static final int MORE_THREADS = 4;

    private static final int MORE_FILES = 2;
    private static final int MORE_HEAP_KB = 4096;
    private static final int MORE_METASPACE_KB = 1024;
    private static final Pattern OF_A_WORKER = Pattern.compile("^\"w\\d");
    private static final Duration LATEST_RESTART = Duration.ofSeconds(5);

    @TempDir private Path modules;
    @TempDir private Path data;

    private final ChurnReplay replay = new ChurnReplay();
    private final long begun = System.nanoTime();
    private int looks;
    private long registered;

    @Test
    void all_is_as_after_the_first_minute_and_no_event_was_missed() throws Exception {
        ChurnLibrary.in(modules);
        want(WORKERS);
        var log = log();
        var host = Answer.loggingTo(log.toFile(), modules, data, words());
        try (var lines = new GrowingFile(log)) {
            heading();
            load(host, lines, 60);
            var first = quiet(host, lines);
            want(host, WORKERS);
            load(host, lines, MINUTES * 60L);
            var last = quiet(host, lines);
            want(host, WORKERS);
            load(host, lines, seconds() + LOOK);
            host.destroy();
            assertEquals(0, host.onExit().get(1, TimeUnit.MINUTES).exitValue());
            lines.newLines().forEach(replay::take);
            System.out.println(replay);
            assertEquals(List.of(), replay.problems());
            assertNoMore(first, last);
            assertTrue(registered / looks >= WORKERS * 9 / 10, "too few were registered");
        } finally {
            host.destroyForcibly();
        }
    }

    private static Path log() {
        return Places.distribution().resolveSibling("workers-soak.log");
    }

    private static String[] words() {
        return new String[] {
            "-c", "max_worker_processes=" + SLOTS, "-c", "log_min_messages=debug1"
        };
    }

    private void want(int workers) throws IOException {
        var text = "churn.workers = %d\nchurn.seed = %d\n".formatted(workers, SEED);
        Files.writeString(data.resolve("bgworker.conf"), text);
    }

    private void want(Process host, int workers) throws Exception {
        want(workers);
        var kill = new ProcessBuilder("kill", "-HUP", Long.toString(host.pid()));
        assertEquals(0, kill.start().waitFor());
    }

    private static void heading() {
        System.out.printf(
                "%d workers for %d minutes, seed %d%n  time registered running  starts threads files RSS(MB)   heap metaspace%n",
                WORKERS, MINUTES, SEED);
    }

    private void print(HostFigures figures) {
        long now = seconds();
        System.out.printf("%3d:%02d %s %s%n", now / 60, now % 60, replay.row(), figures);
    }

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }

    /** Under load until a second of the soak. */
    private void load(Process host, GrowingFile lines, long until) throws Exception {
        while (seconds() < until) {
            long next = Math.min(until, seconds() + LOOK);
            pass(host, lines, () -> seconds() >= next);
            print(HostFigures.of(host.pid()));
            looks++;
            registered += replay.registered();
        }
    }

    /** Has all workers end, and measures. */
    private HostFigures quiet(Process host, GrowingFile lines) throws Exception {
        int before = replay.quiets();
        want(host, 0);
        long until = seconds() + QUIET_WITHIN;
        pass(host, lines, () -> replay.quiets() > before || seconds() >= until);
        assertTrue(replay.quiets() > before, () -> "workers do not end: " + replay.open());
        var figures = HostFigures.collected(host.pid());
        print(figures);
        assertEquals(List.of(), HostFigures.threads(host.pid(), OF_A_WORKER));
        return figures;
    }

    /** Reads the log each second. */
    private void pass(Process host, GrowingFile lines, BooleanSupplier over) throws Exception {
        while (!over.getAsBoolean()) {
            assertTrue(!host.waitFor(1, TimeUnit.SECONDS), "the host has ended");
            lines.newLines().forEach(replay::take);
        }
    }

    private void assertNoMore(HostFigures first, HostFigures last) {
        assertNoMore("threads", first.threads(), last.threads(), MORE_THREADS);
        assertNoMore("open files", first.files(), last.files(), MORE_FILES);
        assertNoMore("heap", first.heap(), last.heap(), MORE_HEAP_KB);
        assertNoMore("metaspace", first.metaspace(), last.metaspace(), MORE_METASPACE_KB);
        assertTrue(replay.latest().compareTo(LATEST_RESTART) <= 0, "a late restart");
    }

    private static void assertNoMore(String what, long first, long last, long more) {
        assertTrue(last <= first + more, () -> "%s: %d, then %d".formatted(what, first, last));
    }
}
