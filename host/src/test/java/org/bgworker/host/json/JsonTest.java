package org.bgworker.host.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read, and what is written. */
final class JsonTest {
    @Test
    void an_object_is_one_object_and_nothing_more() throws IOException {
        assertEquals(Map.of("a", 1), Json.object("{\"a\": 1} ".getBytes(UTF_8)));
        for (var other :
                new String[] {
                    "null", "[]", "1", "\"a\"", "{} {}", "{} x", "{\"a\": 1, \"a\": 2}", "{", " "
                }) {
            assertThrows(IOException.class, () -> Json.object(other.getBytes(UTF_8)), other);
        }
    }

    @Test
    void brackets_a_thousand_deep_are_refused_and_no_stack_overflows() {
        for (var bracket : new String[] {"[", "{\"a\":"}) {
            var deep = "{\"a\":" + bracket.repeat(10_000);
            assertThrows(IOException.class, () -> Json.object(deep.getBytes(UTF_8)), bracket);
        }
    }

    @Test
    void what_is_written_is_ascii_without_control_characters() {
        assertEquals(
                "{\"a\":\"\\u001B\\u009B\\u202E\\u007f\\n\"}",
                Json.line(Map.of("a", "\u001b\u009b\u202e\u007f\n")));
    }
}
