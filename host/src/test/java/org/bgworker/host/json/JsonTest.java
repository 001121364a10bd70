package org.bgworker.host.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read, and what is written. */
final class JsonTest {
    @Test
    void an_object_is_one_object_and_nothing_more() throws IOException {
        assertEquals(Map.of("a", 1L), Json.object("{\"a\": 1} ".getBytes(UTF_8)));
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
    void an_empty_optional_is_null() {
        assertEquals("{\"a\":null}", Json.line(Map.of("a", Optional.empty())));
    }

    @Test
    void what_is_not_utf_8_is_refused() {
        var latin = "{\"a\": \"\u00e4\"}".getBytes(ISO_8859_1);
        assertThrows(IOException.class, () -> Json.object(latin));
    }

    @Test
    void nothing_is_null_and_no_number_is_rounded_to_a_whole_one() throws IOException {
        for (var other : new String[] {"{\"a\": null}", "{\"a\": [null]}", "{\"a\": NaN}"}) {
            assertThrows(IOException.class, () -> Json.object(other.getBytes(UTF_8)), other);
        }
        assertEquals(
                Map.of("a", List.of(Long.MAX_VALUE, 9.223372036854776e18, 1.5, 1e3)),
                Json.object(
                        "{\"a\": [9223372036854775807, 9223372036854775808, 1.5, 1e3]}"
                                .getBytes(UTF_8)));
    }

    @Test
    void what_is_written_is_read_again() throws IOException {
        var tree =
                Map.<String, Object>of(
                        "list",
                        List.of(1L, "", List.of(), Map.of()),
                        "truth",
                        true,
                        "text",
                        "a \"quoted\" \\ \ud83d\ude00 \u2028 text");
        assertEquals(tree, Json.object(Json.text(tree).getBytes(UTF_8)));
        assertEquals(tree, Json.object(Json.line(tree).getBytes(UTF_8)));
    }

    @Test
    void what_is_written_is_ascii_without_control_characters() {
        assertEquals(
                "{\"a\":\"\\u001b\\u009b\\u202e\\u007f\\n\"}",
                Json.line(Map.of("a", "\u001b\u009b\u202e\u007f\n")));
    }
}
