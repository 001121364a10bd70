package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills host, postmaster, both, and single sessions 200 times each. By hand: {@code mvn -P soak
 * -Dit.test=PrivateServerKillSoak verify}.
 */
final class PrivateServerKillSoak {
    private static final int ROUNDS = Integer.getInteger("soak.rounds", 200);

    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void whatever_is_killed_nothing_acknowledged_is_lost() throws Exception {
        var kills = new Kills(modules, data, new Random(Long.getLong("soak.seed", 20261201)));
        kills.each(ROUNDS);
        System.out.println(kills + "; the host of the longest time said:\n" + kills.slowest());
        assertEquals(List.of(), kills.faults());
    }
}
