package org.bgworker.host.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules P59 to P66, and the file's syntax. */
final class SettingTableTest {
    @TempDir private Path dir;

    private static final Declaration NAPTIME =
            new Declaration(
                    "worker_spi.naptime",
                    Setting.Type.INT,
                    "10s",
                    1,
                    100,
                    "s",
                    List.of(),
                    Setting.Context.SIGHUP,
                    "");
    private static final Declaration WORKERS =
            new Declaration(
                    "worker_spi.total_workers",
                    Setting.Type.INT,
                    "2",
                    1,
                    100,
                    "",
                    List.of(),
                    Setting.Context.POSTMASTER,
                    "");

    private SettingTable table(String text, Assignment... commandLine) throws IOException {
        return new SettingTable(write(text), true, List.of(commandLine));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("bgworker.conf"), text);
    }

    private static List<String> primaries(List<Report> reports) {
        return reports.stream().map(Report::primary).toList();
    }

    @Test
    void a_file_has_names_values_quotes_comments_and_units() throws IOException {
        var table =
                table(
                        """
                        # a comment
                        max_worker_processes = 12   # another
                        STOP_TIMEOUT 2min
                        database_url = 'jdbc:postgresql://h/it''s # no comment'

                        """);
        assertEquals(List.of(), table.load());
        assertEquals(12, table.values().getInt("max_worker_processes"));
        assertEquals(Duration.ofMinutes(2), table.values().getDuration("stop_timeout"));
        assertEquals(
                "jdbc:postgresql://h/it's # no comment", table.values().getString("database_url"));
    }

    @Test
    void everything_wrong_in_a_file_is_told_at_once_with_its_line() throws IOException {
        var table =
                table(
                        """
                        max_worker_processes = many
                        max_worker_process = 3
                        stop_timeout = 5 kB
                        this is = no = line
                        log_min_messages = loud
                        """);
        var file = dir.resolve("bgworker.conf");
        var problems = table.load();
        assertEquals(
                Set.of(
                        "syntax error in file \"%s\" line 3".formatted(file),
                        "syntax error in file \"%s\" line 4".formatted(file),
                        "unrecognized configuration parameter \"max_worker_process\" in file \"%s\" line 2"
                                .formatted(file),
                        "invalid value for parameter \"max_worker_processes\": \"many\"",
                        "invalid value for parameter \"log_min_messages\": \"loud\""),
                Set.copyOf(primaries(problems)));
        assertTrue(problems.stream().anyMatch(one -> one.detail().contains("line 1")));
    }

    @Test
    void a_value_with_a_wrong_unit_or_out_of_range_is_told() throws IOException {
        var problems = table("stop_timeout = '5 kB'\nmax_worker_processes = 262144\n").load();
        assertEquals(
                Set.of(
                        "invalid value for parameter \"stop_timeout\": \"5 kB\"",
                        "262144 is outside the valid range for parameter \"max_worker_processes\" (0 .. 262143)"),
                Set.copyOf(primaries(problems)));
        assertTrue(
                problems.stream()
                        .anyMatch(one ->
                                one.hint()
                                        .equals(
                                                "Valid units for this parameter are \"us\", \"ms\", \"s\", \"min\", \"h\", \"d\".")));
    }

    @Test
    void the_command_line_comes_before_the_file() throws IOException {
        var table =
                table(
                        "max_worker_processes = 1",
                        new Assignment("max_worker_processes", "2", "on the command line"));
        table.load();
        assertEquals(2, table.values().getInt("max_worker_processes"));
    }

    @Test
    void P61_a_setting_cannot_be_declared_twice() throws Exception {
        var table = table("");
        table.load();
        table.declare(List.of(NAPTIME));
        var refused = assertThrows(ReportException.class, () -> table.declare(List.of(NAPTIME)));
        assertEquals("attempt to redefine parameter \"worker_spi.naptime\"", refused.getMessage());
    }

    @Test
    void P62_a_value_waits_for_its_library_and_a_bad_one_is_a_warning() throws Exception {
        var table = table("worker_spi.naptime = 1min\nworker_spi.total_workers = 1000\n");
        assertEquals(List.of(), table.load());
        var warnings = table.declare(List.of(NAPTIME, WORKERS));
        assertEquals(Severity.WARNING, warnings.getFirst().severity());
        var values = table.values(Set.of(NAPTIME.name(), WORKERS.name()));
        assertEquals(60, values.getInt("worker_spi.naptime"));
        assertEquals(2, values.getInt("worker_spi.total_workers"));
    }

    @Test
    void P63_an_unknown_name_with_a_librarys_prefix_is_removed_with_a_warning() throws Exception {
        var table = table("worker_spi.naptme = 3\nother.name = 4\n");
        table.load();
        assertEquals(
                List.of("invalid configuration parameter name \"worker_spi.naptme\", removing it"),
                primaries(table.declare(List.of(NAPTIME))));
    }

    @Test
    void a_library_sees_its_own_settings_alone() throws Exception {
        var table = table("");
        table.load();
        table.declare(List.of(NAPTIME));
        var values = table.values(Set.of(NAPTIME.name()));
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> values.getString("database_password_file"));
        assertEquals(
                "unrecognized configuration parameter \"database_password_file\"",
                refused.getMessage());
    }

    @Test
    void P66_a_reload_changes_values_but_not_those_that_need_a_restart() throws Exception {
        var table = table("worker_spi.naptime = 5\nworker_spi.total_workers = 3\n");
        table.load();
        table.declare(List.of(NAPTIME, WORKERS));
        write("worker_spi.naptime = 6\nworker_spi.total_workers = 4\n");
        assertEquals(
                List.of(
                        "parameter \"worker_spi.total_workers\" cannot be changed without restarting the server"),
                primaries(table.reload()));
        assertEquals(6, table.values().getInt("worker_spi.naptime"));
        assertEquals(3, table.values().getInt("worker_spi.total_workers"));
    }

    @Test
    void a_reload_of_a_bad_file_changes_nothing() throws Exception {
        var table = table("log_min_messages = debug1\n");
        table.load();
        write("log_min_messages = error\nnonsense = 1\n");
        assertEquals(2, table.reload().size());
        assertEquals("debug1", table.values().getString("log_min_messages"));
    }

    @Test
    void a_library_that_is_refused_takes_its_settings_back() throws Exception {
        var table = table("");
        table.load();
        table.declare(List.of(NAPTIME));
        table.withdraw(List.of(NAPTIME));
        assertEquals(List.of(), table.declare(List.of(NAPTIME)));
    }
}
