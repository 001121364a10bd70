package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge of the kills notices what it is there for. */
final class KilledWritersTest {
    private final KilledWriters writers = new KilledWriters();

    @Test
    void what_was_acknowledged_is_found_and_perhaps_one_more() {
        writers.hear(
                List.of(
                        "small1: found 0 rows in 0 after 0 up to 0, 0 partial",
                        "small1: first acknowledged 1",
                        "small1: acknowledged 2",
                        "small1: found 1000 rows in 2 after 0 up to 2, 0 partial",
                        "small1: found 500 rows in 1 after 2 up to 3, 0 partial"));
        assertEquals(List.of(), writers.faults());
        assertEquals(2, writers.total());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "small1: found 500 rows in 1 after 0 up to 1, 0 partial",
                "small1: found 999 rows in 2 after 0 up to 2, 1 partial",
                "small1: found 500 rows in 1 after 0 up to 2, 0 partial",
                "small1: found 1500 rows in 2 after 0 up to 2, 0 partial"
            })
    void a_lost_a_partial_a_missing_and_a_doubled_transaction_are_faults(String found) {
        writers.hear(List.of("small1: acknowledged 2", found));
        assertEquals(1, writers.faults().size());
    }
}
