package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.testing.Clerk;
import org.bgworker.host.testing.Frozen;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LoopDisk;
import org.bgworker.host.testing.OtherUser;
import org.bgworker.host.testing.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged survives a power cut. */
@Tag("thorough")
final class PowerCutIT {
    private static final int STARTS = Integer.getInteger("cut.starts", 3);

    @TempDir private Path dir;

    private final long seed = Long.getLong("cut.seed", System.nanoTime());

    @BeforeEach
    void a_file_system_can_be_mounted() throws IOException {
        var obstacle = LoopDisk.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
        System.out.println("seed " + seed);
    }

    @Test
    void a_power_cut_loses_nothing_that_was_acknowledged() throws Exception {
        try (var disk = LoopDisk.in(dir)) {
            var cut = new PowerCut(dir, disk, Optional.empty(), new Random(seed));
            for (var moment : List.of(CutMoment.AT_ONCE, CutMoment.LATER, CutMoment.AT_RANDOM)) {
                assertEquals(List.of(), cut.cut(moment), moment::name);
            }
            System.out.println(cut);
        }
    }

    @Test
    void a_server_that_does_not_sync_loses_what_was_acknowledged() throws Exception {
        OtherUser.open(dir, "rwx--x--x");
        try (var disk = LoopDisk.in(dir)) {
            var place = Files.createDirectory(disk.root().resolve("server"));
            OtherUser.open(place, "rwx--x--x");
            try (var server = PostgresServer.builder().in(place).start()) {
                var cut = new PowerCut(dir, disk, Optional.of(server), new Random(seed));
                var lost = cut.cut(CutMoment.SOON_LATER);
                assertFalse(lost.isEmpty(), cut::toString);
                System.out.println("%s; lost: %s".formatted(cut, lost));
            }
        }
    }

    @Test
    void a_power_cut_in_the_middle_of_the_first_start_does_not_prevent_the_next() throws Exception {
        var random = new Random(seed);
        var modules = Files.createDirectory(dir.resolve("modules"));
        var clerk = Clerk.in(modules);
        try (var disk = LoopDisk.in(dir)) {
            for (int i = 0; i < STARTS; i++) {
                var data = disk.root().resolve("data" + i);
                try (var host = HostProcess.run(modules, data)) {
                    host.process().waitFor(random.nextInt(4000), TimeUnit.MILLISECONDS);
                    var frozen = Frozen.freeze(List.of(host.process().toHandle()));
                    disk.cut();
                    frozen.kill();
                }
                disk.restore();
                try (var host = HostProcess.run(modules, data)) {
                    host.await("clerk: ready");
                    clerk.change(host, "create table t (n integer)");
                    assertEquals(0, host.stop());
                }
            }
        }
    }
}
