package org.bgworker.host.bench.start;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that are measured in turn, so that all meet the same neighbours. */
final class Race {
    private static final int ROUNDS = 9;
    private static final int BEST = 5;

    private Race() {}

    /** Something that is measured once. */
    @FunctionalInterface
    interface Contender {
        /** Runs it. */
        Taken run() throws IOException, InterruptedException;
    }

    /** Of each the best five of nine by the clock, and all nine by the processors. */
    static List<Taken> of(List<Contender> contenders) throws IOException, InterruptedException {
        var taken = new ArrayList<List<Taken>>();
        for (var contender : contenders) {
            var _ = contender.run(); // not counted: it warms the disk's cache
            taken.add(new ArrayList<>());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                taken.get(i).add(contenders.get(i).run());
            }
        }
        return taken.stream().map(Race::summary).toList();
    }

    private static Taken summary(List<Taken> all) {
        return new Taken(
                all.stream()
                        .mapToDouble(Taken::wall)
                        .sorted()
                        .limit(BEST)
                        .average()
                        .orElseThrow(),
                all.stream().mapToDouble(Taken::cpu).average().orElseThrow());
    }
}
