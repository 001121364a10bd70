package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.LogReports;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that cannot be read or taken, at the start and at a reload. */
final class BadSettingsIT {
    @TempDir private Path dir;
    private Path modules = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void makeDirectories() throws IOException {
        modules = Files.createDirectory(dir.resolve("modules"));
        data = Places.data(dir);
    }

    private Path conf(String text) throws IOException {
        return Files.writeString(data.resolve("bgworker.conf"), text);
    }

    @Test
    void a_file_with_several_errors_is_refused_and_each_is_told_with_its_line() throws IOException {
        conf(
                """
                # a comment
                max_worker_processes = many
                log_min_messages = loud
                stop_timeout = '5 parsecs'
                library_init_timeout = 2h
                no_such_parameter = 1
                what is this
                max_worker_processes = 3.5s
                """);
        var answer =
                Answer.toRun(modules, data, "-c", "not_known=1", "-c", "stop_timeout=7 parsecs");
        assertEquals(1, answer.code());
        var reports = LogReports.in(answer.err().lines().toList(), dir);
        assertEquals(
                """
                ERROR:  syntax error in file "DIR/data/bgworker.conf" line 7
                DETAIL:  The line is: what is this
                HINT:  A line is: name = value, or name = 'value with spaces'.\
                """,
                about("syntax error", reports));
        assertEquals(
                """
                ERROR:  invalid value for parameter "log_min_messages": "loud"
                DETAIL:  The value stands in file "DIR/data/bgworker.conf" line 3.
                HINT:  Available values: debug5, debug4, debug3, debug2, debug1, info, notice, warning, error, log, fatal, panic.\
                """,
                about("loud", reports));
        assertEquals(
                """
                ERROR:  invalid value for parameter "stop_timeout": "7 parsecs"
                DETAIL:  The value stands on the command line.
                HINT:  Valid units for this parameter are "us", "ms", "s", "min", "h", "d".\
                """,
                about("\"stop_timeout\"", reports));
        assertEquals(
                """
                ERROR:  7200000 ms is outside the valid range for parameter "library_init_timeout" (0 ms .. 3600000 ms)
                DETAIL:  The value stands in file "DIR/data/bgworker.conf" line 5.\
                """,
                about("library_init_timeout", reports));
        assertEquals(
                "ERROR:  unrecognized configuration parameter \"no_such_parameter\" in file"
                        + " \"DIR/data/bgworker.conf\" line 6",
                about("no_such_parameter", reports));
        assertEquals(
                "ERROR:  unrecognized configuration parameter \"not_known\" on the command line",
                about("not_known", reports));
        assertEquals(
                """
                ERROR:  invalid value for parameter "max_worker_processes": "3.5s"
                DETAIL:  The value stands in file "DIR/data/bgworker.conf" line 8.
                HINT:  This parameter has no unit.\
                """,
                about("max_worker_processes", reports));
        assertEquals(
                "FATAL:  configuration file \"DIR/data/bgworker.conf\" contains errors",
                about("FATAL:", reports));
        assertFalse(answer.err().contains("\tat "));
    }

    @Test
    void a_file_that_is_not_there_or_is_not_text_is_named_with_the_reason() throws IOException {
        var missing = Answer.toRun(modules, data, "--conf", dir.resolve("gone.conf").toString());
        assertEquals(1, missing.code());
        about(
                "ERROR:  could not open configuration file \"DIR/gone.conf\": No such file or"
                        + " directory",
                LogReports.in(missing.err().lines().toList(), dir));
        Files.write(data.resolve("bgworker.conf"), new byte[] {'#', (byte) 0xff, '\n'});
        var binary = Answer.toRun(modules, data);
        assertEquals(1, binary.code());
        about(
                "could not read configuration file",
                LogReports.in(binary.err().lines().toList(), dir));
    }

    @Test
    void errors_at_a_reload_change_nothing_and_the_host_goes_on() throws IOException {
        conf("acme.number = 5\n");
        reader("acme.number").jar(modules.resolve("acme.jar"));
        try (var host = HostProcess.run(modules, data)) {
            host.await("reader: number 5");
            conf("acme.number = 6\nstop_timeout = never\nacme.numbre = 7\nthis is wrong\n");
            host.signal("HUP");
            host.await("contains errors; no changes were applied");
            conf("acme.number = 1000000\n");
            host.signal("HUP");
            host.await("contains errors; no changes were applied", 2);
            conf("acme.number = 7\nmax_worker_processes = 9\n");
            host.signal("HUP");
            host.await("reader: number 7");
            assertEquals(0, host.stop());
            var reports = LogReports.in(host.log(), dir);
            about("ERROR:  syntax error in file \"DIR/data/bgworker.conf\" line 4", reports);
            about("ERROR:  unrecognized configuration parameter \"acme.numbre\" in file", reports);
            about("ERROR:  invalid value for parameter \"stop_timeout\": \"never\"", reports);
            about(
                    "1000000 is outside the valid range for parameter \"acme.number\" (1 .. 100)",
                    reports);
            about(
                    "LOG:  parameter \"max_worker_processes\" cannot be changed without restarting"
                            + " the server",
                    reports);
            assertFalse(host.log().stream().anyMatch(line -> line.contains("number 6")));
        }
    }

    @Test
    void bad_and_unknown_values_for_a_librarys_settings_are_warned_of_and_the_defaults_stand()
            throws IOException {
        conf("acme.number = 500\nacme.nomber = 5\nother.thing = 1\n");
        reader("acme.number").jar(modules.resolve("acme.jar"));
        try (var host = HostProcess.run(modules, data)) {
            host.await("reader: number 10");
            assertEquals(0, host.stop());
            var reports = LogReports.in(host.log(), dir);
            assertEquals(
                    """
                    WARNING:  500 is outside the valid range for parameter "acme.number" (1 .. 100)
                    DETAIL:  The value stands in file "DIR/data/bgworker.conf" line 1.\
                    """,
                    about("500", reports));
            assertEquals(
                    """
                    WARNING:  invalid configuration parameter name "acme.nomber", removing it
                    DETAIL:  "acme" is now a reserved prefix. It stands in file "DIR/data/bgworker.conf" line 2.\
                    """,
                    about("acme.nomber", reports));
            assertFalse(host.log().stream().anyMatch(line -> line.contains("other.thing")));
        }
    }

    @Test
    void invalid_declarations_are_refused_and_name_the_library() throws IOException {
        reader("acme.number").jar(modules.resolve("a_first.jar"));
        declaring("taken", "acme.number", "INT", "5").jar(modules.resolve("b_taken.jar"));
        declaring("prefixless", "number", "INT", "5").jar(modules.resolve("prefixless.jar"));
        declaring("shouting", "Acme.Number", "INT", "5").jar(modules.resolve("shouting.jar"));
        declaring("unset", "unset.number", "INT", "five").jar(modules.resolve("unset.jar"));
        declaring("outside", "outside.number", "INT", "101").jar(modules.resolve("outside.jar"));
        declaring("wordless", "wordless.word", "ENUM", "red").jar(modules.resolve("wordless.jar"));
        Samples.good(modules);
        try (var host = HostProcess.run(modules, data)) {
            host.await("good: the good one runs");
            host.await("reader: number 10");
            assertEquals(0, host.stop());
            var reports = LogReports.in(host.log(), dir);
            assertEquals(
                    """
                    ERROR:  incompatible library "taken": attempt to redefine parameter "acme.number"
                    DETAIL:  Another library declares it.\
                    """,
                    about("\"taken\"", reports));
            assertEquals(
                    """
                    ERROR:  incompatible library "prefixless": invalid configuration parameter name "number"
                    DETAIL:  The name of a library's setting is prefix.name, in lower-case letters, digits and underscores.\
                    """,
                    about("\"prefixless\"", reports));
            about(
                    "incompatible library \"shouting\": invalid configuration parameter name"
                            + " \"Acme.Number\"",
                    reports);
            assertEquals(
                    """
                    ERROR:  incompatible library "unset": invalid value for parameter "unset.number": "five"
                    DETAIL:  It is the default value that the library declares.\
                    """,
                    about("\"unset\"", reports));
            about("incompatible library \"outside\": 101 is outside the valid range", reports);
            about(
                    "incompatible library \"wordless\": invalid value for parameter"
                            + " \"wordless.word\": \"red\"",
                    reports);
        }
    }

    /** A library that says the value of its setting, at the start and after each reload. */
    private static LibraryBuilder reader(String setting) {
        var register =
                Samples.register("reader", "reader", ".startTime(StartTime.POSTMASTER_START)");
        return Samples.withInit("reader", register)
                .main(
                        "reader.Work",
                        "work",
                        """
                        while (true) {
                            System.getLogger("test").log(System.Logger.Level.INFO,
                                    "number " + worker.settings().getInt("%s"));
                            worker.latch().await();
                            worker.latch().reset();
                            worker.reloadSettings();
                        }
                        """
                                .formatted(setting))
                .source(
                        "reader/Init.java",
                        annotated(Samples.initClass("reader", register), setting, "INT", "10"));
    }

    private static LibraryBuilder declaring(
            String library, String setting, String type, String defaultValue) {
        return Samples.withInit(library, "")
                .source(
                        library + "/Init.java",
                        annotated(Samples.initClass(library, ""), setting, type, defaultValue));
    }

    private static String annotated(
            String source, String setting, String type, String defaultValue) {
        var annotation =
                """
                @Setting(name = "%s", type = Setting.Type.%s, defaultValue = "%s",
                        min = 1, max = 100, description = "A number.")
                """
                        .formatted(setting, type, defaultValue);
        return source.replace("public final class", annotation + "public final class");
    }
}
