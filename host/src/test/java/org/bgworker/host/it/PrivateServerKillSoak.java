package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills host, postmaster, both, and single sessions 200 times each, and stops hosts. By hand:
 * {@code mvn -P soak -Dit.test=PrivateServerKillSoak verify}.
 */
final class PrivateServerKillSoak {
    private static final int ROUNDS = Integer.getInteger("soak.rounds", 200);
    private static final int STOPS = Integer.getInteger("soak.stops", 200);

    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void whatever_is_killed_nothing_acknowledged_is_lost() throws Exception {
        var kills = new Kills(modules, data, new Random(Long.getLong("soak.seed", 20261201)));
        kills.each(ROUNDS);
        System.out.println(kills + "; the host of the longest time said:\n" + kills.slowest());
        assertEquals(List.of(), kills.faults());
    }

    /**
     * The stop cancels what the writers execute. The driver sends {@code BEGIN} and the first
     * statement one after the other as two queries: where only the first is cancelled, the second
     * is executed, and committed alone.
     */
    @Test
    void stopped_in_order_no_transaction_is_there_in_part() throws Exception {
        var kills = new Kills(modules, data, new Random(Long.getLong("soak.seed", 20261201)));
        kills.stops(STOPS);
        System.out.println(kills);
        assertEquals(List.of(), kills.faults());
    }
}
