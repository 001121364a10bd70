package org.bgworker.host.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** What others have written, as it is shown. */
final class HarmlessTest {
    @Test
    void visible_text_of_any_language_stays_as_it_is() {
        var plain = "could not access file \"x\"";
        assertSame(plain, Harmless.lines(plain));
        assertEquals("größer 大 שלום 🐘", Harmless.word("größer 大 שלום 🐘"));
    }

    @Test
    void what_is_not_seen_or_turns_text_around_is_a_question_mark() {
        assertEquals("?[31mred?", Harmless.line("\u001b[31mred\u0007"));
        assertEquals("a?b?c?d?e", Harmless.line("a\u202eb\u2066c\u200bd\u2028e"));
        assertEquals("a?b?c?", Harmless.line("a\u0085b\u009bc\ud800"));
    }

    @Test
    void a_tab_may_stand_in_a_line_and_not_in_a_word() {
        assertEquals("\tat a.B.c", Harmless.line("\tat a.B.c"));
        assertEquals("?at a.B.c", Harmless.word("\tat a.B.c"));
    }

    @Test
    void whichever_way_a_line_ends_the_next_does_not_begin_at_the_margin() {
        assertEquals("a\n\tb\n\tc\n\td", Harmless.lines("a\nb\rc\r\nd\n"));
        assertEquals("a\n\tb?", Harmless.lines("a\rb\u2028"));
        assertEquals("a\n\t\n\tb", Harmless.lines("a\n\nb"));
    }
}
