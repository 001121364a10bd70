package org.bgworker.host.postmaster;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares who should run with who does, so that nobody stays dead because the event of his end was
 * lost. Missed twice in a row is gone: the first time the event may be on its way.
 */
final class Census {
    private final Set<Integer> missedBefore = new HashSet<>();

    /**
     * The pids that count as running and have been missed twice.
     *
     * @param counted as running
     * @param living who does run
     */
    List<Integer> gone(Set<Integer> counted, Set<Integer> living) {
        var missed = new HashSet<>(counted);
        missed.removeAll(living);
        var gone = missed.stream().filter(missedBefore::contains).sorted().toList();
        missedBefore.clear();
        missedBefore.addAll(missed);
        return gone;
    }
}
