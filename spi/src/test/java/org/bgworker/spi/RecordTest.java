package org.bgworker.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules R3, R7, R8 and R11: what a record starts from, and that it stays as it is. */
final class RecordTest {
    @Test
    void R3_extra_gives_back_any_bytes_as_they_were() {
        var bytes = new byte[Extra.MAX_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 2);
        }
        assertArrayEquals(bytes, Extra.of(bytes).bytes());
    }

    @Test
    void R7_the_builder_starts_from_what_harms_nobody() {
        var worker = BackgroundWorker.named("a").build();
        assertEquals(Set.of(), worker.flags());
        assertEquals(StartTime.RECOVERY_FINISHED, worker.startTime());
        assertEquals(RestartTime.NEVER, worker.restartTime());
        assertEquals(0, worker.notifyPid());
        assertEquals(RestartTime.after(Duration.ofSeconds(60)), RestartTime.DEFAULT_INTERVAL);
    }

    @Test
    void R8_start_times_have_the_originals_order() {
        assertEquals(
                List.of(
                        StartTime.POSTMASTER_START,
                        StartTime.CONSISTENT_STATE,
                        StartTime.RECOVERY_FINISHED),
                List.of(StartTime.values()));
    }

    @Test
    void R11_neither_what_went_in_nor_what_comes_out_changes_a_record() {
        var flags = EnumSet.of(WorkerFlag.SHMEM_ACCESS);
        var bytes = new byte[] {1, 2};
        var worker = with(flags, Extra.of(bytes));
        flags.clear();
        bytes[0] = 9;
        worker.extra().bytes()[1] = 9;
        assertEquals(with(Set.of(WorkerFlag.SHMEM_ACCESS), Extra.of(new byte[] {1, 2})), worker);
        assertThrows(UnsupportedOperationException.class, () -> worker.flags().clear());
    }

    private static BackgroundWorker with(Set<WorkerFlag> flags, Extra extra) {
        return new BackgroundWorker(
                "a",
                "",
                flags,
                StartTime.RECOVERY_FINISHED,
                RestartTime.NEVER,
                "",
                "",
                Datum.ZERO,
                extra,
                0);
    }
}
