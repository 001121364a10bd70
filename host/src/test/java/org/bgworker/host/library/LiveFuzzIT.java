package org.bgworker.host.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bgworker.host.library.LibraryState.Word;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.report.Severity;
import org.bgworker.host.server.Host;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PuppetJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drops mutants into the directory of a host that runs, while somebody asks the postmaster again
 * and again. How long an answer took at most is printed.
 */
@Tag("deeper")
final class LiveFuzzIT {
    private static final long SEED = Long.getLong("fuzz.seed", 20261123);
    private static final int COUNT = Integer.getInteger("fuzz.live", 100);
    private static final int BATCH = 50;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

    @TempDir private Path dir;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Mutants mutants = new Mutants(SEED);
    private Optional<Host> running = Optional.empty();
    private int made;

    @BeforeEach
    void start() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Files.write(modules.resolve("good.jar"), PuppetJar.of("good", "1", List.of("steady")));
        running =
                Optional.of(
                        Host.start(
                                new HostOptions(
                                        modules,
                                        dir.resolve("data"),
                                        Optional.empty(),
                                        List.of(
                                                set("audit", "built"),
                                                set("library_settle_time", "50ms"),
                                                set("library_max_size", "24MB"),
                                                set("log_min_messages", "fatal"),
                                                set(
                                                        "driver_directory",
                                                        Places.distribution()
                                                                .resolve("drivers")
                                                                .toString())))));
    }

    private static Assignment set(String name, String value) {
        return new Assignment(name, value, "in a test");
    }

    @AfterEach
    void stop() throws Exception {
        host().shutdown(ShutdownMode.FAST);
        assertEquals(0, host().stopped().get(30, TimeUnit.SECONDS));
        Log.threshold(Severity.WARNING);
    }

    private Host host() {
        return running.orElseThrow();
    }

    @Test
    void each_ends_in_a_state_while_the_postmaster_answers_and_a_good_library_runs()
            throws Exception {
        var asking = CompletableFuture.supplyAsync(this::ask);
        int loaded = 0;
        while (made < COUNT) {
            var entries = drop();
            await(states -> settled(states).containsAll(entries));
            loaded += count(entries, Word.LOADED);
            assertEquals(1, startsOfTheGoodOne());
            for (var entry : entries) {
                delete(entry);
            }
            await(states -> !anyOf(states, entries));
        }
        over.set(true);
        System.out.printf(
                "%d mutants, seed %d, %d loaded; %s%n",
                made, SEED, loaded, asking.get(1, TimeUnit.MINUTES));
        assertFalse(host().stopped().isDone());
        assertEquals(1, startsOfTheGoodOne());
    }

    /** Asks until all is over; tells how long it took. */
    private String ask() {
        long longest = 0;
        long late = 0;
        long count = 0;
        while (!over.get()) {
            long begin = System.nanoTime();
            host().snapshot().join();
            long taken = System.nanoTime() - begin;
            longest = Math.max(longest, taken);
            late += taken > 10_000_000 ? 1 : 0;
            count++;
        }
        return "the postmaster was asked %d times, longest %.1f ms, %d over 10 ms"
                .formatted(count, longest / 1e6, late);
    }

    private Set<Path> drop() throws IOException {
        var entries = new HashSet<Path>();
        for (int i = 0; i < BATCH; i++) {
            var name = "m" + made++;
            entries.add(mutants.next(name).in(dir.resolve("modules"), name));
        }
        return entries;
    }

    private void await(Predicate<List<LibraryState>> condition) {
        long deadline = System.nanoTime() + PATIENCE;
        var states = host().libraries();
        while (!condition.test(states)) {
            assertTrue(System.nanoTime() < deadline, String.valueOf(states));
            host().snapshot().join();
            states = host().libraries();
        }
    }

    private static Set<Path> settled(List<LibraryState> states) {
        var settled = new HashSet<Path>();
        states.forEach(state -> settled.add(state.entry()));
        states.stream()
                .filter(state -> state.word() == Word.SETTLING)
                .forEach(state -> settled.remove(state.entry()));
        return settled;
    }

    private static boolean anyOf(List<LibraryState> states, Set<Path> entries) {
        return states.stream().anyMatch(state -> entries.contains(state.entry()));
    }

    private int count(Set<Path> entries, Word word) {
        return (int)
                host().libraries().stream()
                        .filter(one -> one.word() == word && entries.contains(one.entry()))
                        .count();
    }

    private int startsOfTheGoodOne() {
        return host().snapshot().join().workers().stream()
                .filter(one -> one.entry().name().equals("steady"))
                .mapToInt(one -> one.starts())
                .sum();
    }

    private static void delete(Path entry) throws IOException {
        var all = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(entry)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (var file : all) {
            Files.delete(file);
        }
    }
}
