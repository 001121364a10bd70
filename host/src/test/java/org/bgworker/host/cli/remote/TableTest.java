package org.bgworker.host.cli.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.bgworker.host.cli.Screen;
import org.junit.jupiter.api.Test;

final class TableTest {
    private static String printed(int columns, boolean colour) {
        var table = new Table("PID", "NAME", "STATE", "LAST EXIT");
        table.row("3", "a worker of a long name", "running", "");
        table.row("", "other", "failed", "1 threw: an exception with a long\u001b[31m message");
        var text = new StringWriter();
        table.print(new Screen(new PrintWriter(text)), columns, colour);
        return text.toString();
    }

    @Test
    void a_file_gets_all_of_it_without_colours() {
        assertEquals(
                """
                PID  NAME                     STATE    LAST EXIT
                3    a worker of a long name  running
                     other                    failed   1 threw: an exception with a long?[31m message
                """,
                printed(Integer.MAX_VALUE, false));
    }

    @Test
    void a_terminal_gets_what_fits_and_states_in_colour() {
        var lines = printed(50, true).lines().toList();
        assertEquals("PID  NAME               STATE    LAST EXIT", lines.getFirst());
        assertTrue(lines.get(1).endsWith("\u001b[32mrunning\u001b[0m"), lines::toString);
        assertTrue(
                lines.get(2).contains("\u001b[31mfailed\u001b[0m   1 threw: an exce…"),
                lines::toString);
    }

    @Test
    void not_even_the_narrowest_terminal_stops_it() {
        assertTrue(printed(1, false).startsWith("PID  NAME   STATE  LAST…"), printed(1, false));
    }
}
