package org.bgworker.host.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars and folders that nobody should drop: each is loaded, or refused with a report. */
@Tag("deeper")
final class FuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20261122);
    private static final int COUNT = Integer.getInteger("fuzz.count", 1000);

    /** The names of as many files as an archive has are allocated, compared and let go. */
    private static final long IN_PASSING = 65_535 * 2048L;

    /**
     * What reading one entry may allocate: of the setting, the files once packed and once unpacked,
     * and what is let go at once.
     */
    private static final long MOST_BYTES = ((2L * Fuzz.MAX_SIZE) << 20) + IN_PASSING;

    @TempDir private Path directory;

    @BeforeEach
    void sayLittle() {
        Log.threshold(Severity.PANIC);
    }

    @AfterEach
    void sayAsUsual() {
        Log.threshold(Severity.WARNING);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void each_is_loaded_or_refused_with_a_report_and_within_its_memory() throws Exception {
        var fuzz = new Fuzz(directory, SEED);
        for (int i = 0; i < COUNT; i++) {
            fuzz.next();
        }
        System.out.printf("%d mutants, seed %d%n%s%n", COUNT, SEED, fuzz);
        assertEquals(List.of(), fuzz.wrong());
        assertTrue(fuzz.mostBytes() <= MOST_BYTES, () -> fuzz.mostBytes() + " bytes");
    }
}
