package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is killed of host and server costs no acknowledged transaction, and little time. */
@Tag("thorough")
final class PrivateServerKillIT {
    private static final int ROUNDS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void whatever_is_killed_nothing_acknowledged_is_lost_and_work_goes_on_within_5_seconds()
            throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var kills = new Kills(modules, data, new Random(seed));
        kills.each(ROUNDS);
        System.out.println(kills);
        assertEquals(List.of(), kills.faults());
        assertTrue(kills.longest().compareTo(LIMIT) <= 0, kills::slowest);
    }
}
