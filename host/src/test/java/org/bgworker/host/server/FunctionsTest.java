package org.bgworker.host.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.launch.EntryPoints;
import org.bgworker.host.library.Gate;
import org.bgworker.host.library.Inspections;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules R6, R74 and R77: where a worker's function is looked for, and what is said if in vain. */
final class FunctionsTest {
    private static final WorkerMain OWN = _ -> {};

    @TempDir private Path modules;

    @Test
    void R74_library_postgres_is_the_host_with_a_table_of_functions() throws Exception {
        assertSame(OWN, functions().find(wanted("postgres", "Own")).function());
        assertEquals("internal function \"Other\" not found", refusal("postgres", "Other"));
    }

    @Test
    void R77_a_library_that_is_not_there_is_called_a_missing_file() {
        assertEquals(
                "could not access file \"org.absent\": No such file or directory",
                refusal("org.absent", "f"));
    }

    @Test
    void R6_empty_names_are_looked_for_in_vain() {
        assertEquals("could not access file \"\": No such file or directory", refusal("", ""));
        assertEquals("internal function \"\" not found", refusal("postgres", ""));
    }

    private Functions functions() {
        var settings = new SettingTable(modules.resolve("none"), false, List.of());
        settings.load();
        var libraries =
                new Libraries(
                        modules,
                        settings,
                        new Libraries.Sources(
                                Optional::empty,
                                Inspections.unremembered(),
                                _ -> new Gate.Permitted(List.of())),
                        _ -> {});
        return new Functions(libraries, Map.of("Own", () -> OWN));
    }

    private static EntryPoints.Wanted wanted(String library, String function) {
        return new EntryPoints.Wanted(
                BackgroundWorker.named("a").library(library).function(function).build(), 7, 0);
    }

    private String refusal(String library, String function) {
        return assertThrows(
                        ReportException.class, () -> functions().find(wanted(library, function)))
                .report()
                .primary();
    }
}
