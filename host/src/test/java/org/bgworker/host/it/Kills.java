package org.bgworker.host.it;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogTime;

/** Kills a host, its private server, or parts of it, again and again under three writers. */
final class Kills {
    private static final String FIRST = "%s: first acknowledged";

    private final Path modules;
    private final Path data;
    private final Random random;
    private final KilledWriters writers = new KilledWriters();
    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
    private final Map<Victim, Duration> longest = new EnumMap<>(Victim.class);
    private List<String> slowest = List.of();

    Kills(Path modules, Path data, Random random) {
        this.modules = modules;
        this.data = data;
        this.random = random;
        KilledWriters.in(modules);
    }

    /**
     * Kills each so many times, in rounds of one kill of each: a server that ends again and again
     * is started more slowly, until a new host starts it.
     */
    void each(int times) throws InterruptedException {
        var host = start();
        try {
            for (int round = 0; round < times; round++) {
                var victims = new ArrayList<>(List.of(Victim.values()));
                Collections.shuffle(victims, random);
                for (var victim : victims) {
                    host = kill(victim, host);
                }
            }
            host.kill();
            writers.hear(host.log());
        } finally {
            host.close();
        }
        try (var last = start()) {
            awaitAll(last, Map.of());
            last.stop();
            writers.hear(last.log());
        }
    }

    /** Stops hosts in order, instead of killing them, in the middle of the writers' work. */
    void stops(int times) throws InterruptedException {
        for (int stop = 0; stop <= times; stop++) {
            try (var host = start()) {
                awaitAll(host, Map.of());
                host.process().waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
                host.stop();
                writers.hear(host.log());
            }
        }
    }

    private HostProcess start() {
        return HostProcess.runAhead(modules, data);
    }

    private HostProcess kill(Victim victim, HostProcess host) throws InterruptedException {
        awaitAll(host, Map.of());
        host.process().waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
        var chosen = victim.choose(host, random);
        var before = firsts(host);
        var killed = LocalDateTime.now(ZoneId.systemDefault());
        chosen.forEach(ProcessHandle::destroyForcibly);
        var next = host;
        if (victim.isHost()) {
            next = start();
            before = Map.of();
            host.exitCode();
            writers.hear(host.log());
        }
        note(victim, Duration.between(killed, awaitAll(next, before)), next);
        return next;
    }

    private void note(Victim victim, Duration time, HostProcess host) {
        if (longest.values().stream().allMatch(other -> time.compareTo(other) > 0)) {
            slowest = host.log().stream().filter(line -> !line.contains(": acknowledged")).toList();
        }
        kills.merge(victim, 1, Integer::sum);
        longest.merge(victim, time, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private static Map<String, Integer> firsts(HostProcess host) {
        var counts = new HashMap<String, Integer>();
        var log = host.log();
        for (var name : KilledWriters.SIZES.keySet()) {
            var first = FIRST.formatted(name);
            counts.put(name, (int) log.stream().filter(line -> line.contains(first)).count());
        }
        return counts;
    }

    /** Waits until all writers have begun once more, and gives when the first of them had. */
    private static LocalDateTime awaitAll(HostProcess host, Map<String, Integer> before) {
        return KilledWriters.SIZES.keySet().stream()
                .map(name -> host.await(FIRST.formatted(name), before.getOrDefault(name, 0) + 1))
                .map(LogTime::of)
                .min(LocalDateTime::compareTo)
                .orElseThrow();
    }

    /** What was lost, or partly done. */
    List<String> faults() {
        return writers.faults();
    }

    /** The longest time from a kill to the next acknowledged transaction. */
    Duration longest() {
        return Collections.max(longest.values());
    }

    /** What the host had said by the end of the longest time. */
    String slowest() {
        return String.join("\n", slowest);
    }

    @Override
    public String toString() {
        return "kills %s, %d transactions acknowledged, %d faults, longest times %s"
                .formatted(kills, writers.total(), faults().size(), longest);
    }
}
