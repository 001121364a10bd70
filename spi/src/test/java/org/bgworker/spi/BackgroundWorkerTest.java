package org.bgworker.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Rules R1 to R12, R21, R86 and R87: what a record can and cannot be. */
final class BackgroundWorkerTest {
    @Test
    void R1_the_record_has_the_originals_fields_in_its_order() {
        assertEquals(
                List.of(
                        "name",
                        "type",
                        "flags",
                        "startTime",
                        "restartTime",
                        "libraryName",
                        "functionName",
                        "mainArg",
                        "extra",
                        "notifyPid"),
                Arrays.stream(BackgroundWorker.class.getRecordComponents())
                        .map(java.lang.reflect.RecordComponent::getName)
                        .toList());
    }

    @Test
    void R2_a_name_of_95_bytes_is_taken_and_one_of_96_refused() {
        assertEquals(95, BackgroundWorker.named("n".repeat(95)).build().name().length());
        assertEquals(
                "background worker name is too long: 96 bytes, the limit is 95: \"%s\""
                        .formatted("n".repeat(96)),
                refusal(BackgroundWorker.named("n".repeat(96))));
    }

    @Test
    void R2_type_and_function_name_have_the_same_limit() {
        refusal(BackgroundWorker.named("a").type("t".repeat(96)));
        refusal(BackgroundWorker.named("a").function("f".repeat(96)));
    }

    @Test
    void R3_extra_holds_128_bytes() {
        assertEquals(128, Extra.of(new byte[128]).bytes().length);
        assertThrows(IllegalArgumentException.class, () -> Extra.of(new byte[129]));
    }

    @Test
    void R4_a_library_name_holds_1023_bytes() {
        BackgroundWorker.named("a").library("l".repeat(1023)).build();
        refusal(BackgroundWorker.named("a").library("l".repeat(1024)));
    }

    @Test
    void R5_an_empty_type_is_the_name() {
        assertEquals("a", BackgroundWorker.named("a").build().type());
    }

    @Test
    void R6_name_library_and_function_may_be_empty() {
        assertEquals("", BackgroundWorker.named("").build().functionName());
    }

    @Test
    void R8_flags_have_the_originals_bits() {
        assertEquals(0x103, WorkerFlag.toMask(Set.of(WorkerFlag.values())));
        assertEquals(Set.of(WorkerFlag.SHMEM_ACCESS), WorkerFlag.fromMask(1));
    }

    @Test
    void R9_an_unknown_flag_bit_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> WorkerFlag.fromMask(0x21));
    }

    @Test
    void R10_a_datum_converts_as_the_original_does() {
        assertEquals(-1, Datum.of(0xffffffffL).asInt());
        assertEquals(1.5, Datum.of(1.5).asDouble());
        assertTrue(Datum.of(true).asBoolean());
        assertEquals((short) -2, Datum.of(-2).asShort());
    }

    @Test
    void R12_text_that_is_not_printable_ascii_is_refused() {
        assertEquals(
                "background worker name is not printable ASCII: \"café\"",
                refusal(BackgroundWorker.named("café")));
        refusal(BackgroundWorker.named("two\nlines"));
    }

    @Test
    void R21_R86_R87_a_restart_time_is_1_to_86400000_whole_seconds() {
        for (var good : List.of(Duration.ofSeconds(1), Duration.ofDays(1000))) {
            assertEquals(new RestartTime.After(good, Optional.empty()), RestartTime.after(good));
        }
        for (var bad :
                List.of(
                        Duration.ZERO,
                        Duration.ofSeconds(-2),
                        Duration.ofMillis(1500),
                        Duration.ofDays(1000).plusSeconds(1))) {
            assertThrows(IllegalArgumentException.class, () -> RestartTime.after(bad));
        }
    }

    @Test
    void R88_a_restart_policy_is_plain_unless_asked_otherwise() {
        assertEquals(Duration.ZERO, RestartPolicy.PLAIN.maxDelay());
        assertEquals(0, RestartPolicy.PLAIN.jitter());
        assertEquals(0, RestartPolicy.PLAIN.limit());
        var hour = Duration.ofHours(1);
        assertEquals(
                new RestartPolicy(hour, 0.5, Duration.ofSeconds(7), 3, Duration.ofSeconds(9)),
                RestartPolicy.PLAIN
                        .growingTo(hour)
                        .withJitter(0.5)
                        .healthyAfter(Duration.ofSeconds(7))
                        .atMost(3, Duration.ofSeconds(9)));
    }

    @Test
    void R88_a_restart_policy_that_means_nothing_is_refused() {
        var plain = RestartPolicy.PLAIN;
        var tooLong = RestartTime.LONGEST.plusSeconds(1);
        for (var bad :
                List.<Executable>of(
                        () -> plain.growingTo(Duration.ofSeconds(-1)),
                        () -> plain.growingTo(tooLong),
                        () -> plain.withJitter(1.1),
                        () -> plain.withJitter(-0.1),
                        () -> plain.withJitter(Double.NaN),
                        () -> plain.healthyAfter(tooLong),
                        () -> plain.atMost(-1, Duration.ofSeconds(1)),
                        () -> plain.atMost(1, Duration.ZERO))) {
            assertThrows(IllegalArgumentException.class, bad);
        }
    }

    private static String refusal(BackgroundWorker.Builder builder) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }
}
