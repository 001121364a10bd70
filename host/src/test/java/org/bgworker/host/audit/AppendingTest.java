package org.bgworker.host.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several commands that write one list at the same time. */
final class AppendingTest {
    @TempDir private Path data;

    @Test
    void two_processes_of_two_threads_that_append_tear_no_line() throws Exception {
        var one = start();
        var other = start();
        assertEquals(0, one.waitFor());
        assertEquals(0, other.waitFor());
        var list = AuditList.in(data, report -> assertEquals("", report.toString()));
        assertEquals(400, list.lines().size());
        assertEquals(List.of(Lines.permit(Lines.A)), list.lines().stream().distinct().toList());
    }

    private Process start() throws java.io.IOException {
        var path =
                String.join(
                        ":", List.of(placeOf(AuditList.class), placeOf(AppendingProgram.class)));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        AppendingProgram.class.getName(),
                        data.toString(),
                        "2",
                        "100")
                .inheritIO()
                .start();
    }

    private static String placeOf(Class<?> one) {
        return one.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
