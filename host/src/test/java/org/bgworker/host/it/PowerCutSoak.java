package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bgworker.host.testing.LoopDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the power again and again: a third of the cuts right after something was acknowledged, a
 * third some seconds after, the rest at any time. By hand: {@code mvn -P soak
 * -Dit.test=PowerCutSoak verify}.
 */
final class PowerCutSoak {
    private static final int CUTS = Integer.getInteger("soak.cuts", 30);
    private static final List<CutMoment> MOMENTS =
            List.of(CutMoment.AT_ONCE, CutMoment.LATER, CutMoment.AT_RANDOM);

    @TempDir private Path dir;

    private final Random random = new Random(Long.getLong("soak.seed", 20261201));

    @Test
    void no_power_cut_loses_anything_that_was_acknowledged() throws Exception {
        var obstacle = LoopDisk.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
        try (var disk = LoopDisk.in(dir)) {
            var cut = new PowerCut(dir, disk, Optional.empty(), random);
            for (int i = 0; i < CUTS; i++) {
                var moment = MOMENTS.get(i % MOMENTS.size());
                assertEquals(List.of(), cut.cut(moment), moment::name);
                System.out.println(cut);
            }
        }
    }
}
