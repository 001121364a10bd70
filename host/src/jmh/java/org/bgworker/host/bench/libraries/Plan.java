package org.bgworker.host.bench.libraries;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured, and for how long.
 *
 * @param counts of libraries, ascending
 * @param forks of each host and count
 * @param rounds that are warm, in each fork, at most
 * @param limit of the whole, in minutes; within it forks with busy neighbours are repeated
 */
record Plan(List<Integer> counts, int forks, int rounds, Duration limit) {
    /** Four words, in the order of the components; counts have commas between them. */
    static Plan parse(String[] words) {
        return new Plan(
                Stream.of(words[0].split(",", -1)).map(Integer::valueOf).sorted().toList(),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Duration.ofMinutes(Integer.parseInt(words[3])));
    }

    int largest() {
        return counts.getLast();
    }
}
