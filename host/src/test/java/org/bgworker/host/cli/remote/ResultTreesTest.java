package org.bgworker.host.cli.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.sql.Types;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values of columns as JSON has them. */
final class ResultTreesTest {
    private static Object value(String text, int type) {
        return ResultTrees.value(Optional.of(text), type);
    }

    @Test
    void numbers_are_numbers_with_all_their_digits() {
        assertEquals(
                new BigDecimal("9223372036854775807"), value("9223372036854775807", Types.BIGINT));
        assertEquals(new BigDecimal("0.10"), value("0.10", Types.NUMERIC));
        assertEquals("NaN", value("NaN", Types.NUMERIC));
        assertEquals("$5.00", value("$5.00", Types.DOUBLE));
    }

    @Test
    void truth_values_are_told_from_bits() {
        assertEquals(true, value("t", Types.BIT));
        assertEquals(false, value("f", Types.BIT));
        assertEquals("1", value("1", Types.BIT));
        assertEquals("t", value("t", Types.VARCHAR));
    }

    @Test
    void null_is_no_text() {
        assertEquals(Optional.empty(), ResultTrees.value(Optional.empty(), Types.INTEGER));
        assertEquals("NULL", value("NULL", Types.VARCHAR));
    }
}
