package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogReports;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory that cannot be had, and a log that cannot be written. */
final class DataDirectoryIT {
    @TempDir private Path dir;
    private Path modules = Path.of("");

    @BeforeEach
    void makeModules() throws IOException {
        modules = Files.createDirectory(dir.resolve("modules"));
    }

    private List<String> refused(Answer answer) {
        assertEquals(1, answer.code(), answer.err());
        assertFalse(answer.err().contains("\tat "), answer.err());
        return LogReports.in(answer.err().lines().toList(), dir);
    }

    @Test
    void a_data_directory_whose_parent_is_missing_is_refused() {
        assertEquals(
                """
                FATAL:  could not create data directory "DIR/gone/data"
                DETAIL:  No such file or directory.
                HINT:  Name another with --data; the directory that it lies in must exist.\
                """,
                about("FATAL:", refused(Answer.toRun(modules, dir.resolve("gone/data")))));
    }

    @Test
    void a_file_in_the_place_of_the_data_directory_is_refused() throws IOException {
        var file = Files.createFile(dir.resolve("data"));
        assertEquals(
                """
                FATAL:  could not create data directory "DIR/data"
                DETAIL:  File exists.
                HINT:  Name another with --data; the directory that it lies in must exist.\
                """,
                about("FATAL:", refused(Answer.toRun(modules, file))));
    }

    @Test
    void a_data_directory_that_is_open_to_others_is_refused_as_postgres_refuses_it()
            throws IOException {
        var data = Places.data(dir);
        for (var open : List.of("rwxr-xr-x", "rwxrwx---", "rwx-----x", "rwx---r--")) {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(open));
            assertEquals(
                    """
                    FATAL:  data directory "DIR/data" has invalid permissions
                    DETAIL:  They are %s and should be rwx------ (0700) or rwxr-x--- (0750).
                    HINT:  Keep it for yourself: chmod 700 DIR/data\
                    """
                            .formatted(open),
                    about("FATAL:", refused(Answer.toRun(modules, data))));
        }
        try (var files = Files.list(data)) {
            assertEquals(List.of(), files.toList());
        }
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
        try (var host = HostProcess.run(modules, data)) {
            host.await("listening on socket");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_data_directory_that_cannot_be_written_is_refused() throws IOException {
        var data =
                Files.createDirectory(
                        dir.resolve("data"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("r-x------")));
        assertEquals(
                """
                FATAL:  could not create lock file "DIR/data/bgworker.pid"
                DETAIL:  Permission denied.
                HINT:  The data directory must be writable by the user that runs the host.\
                """,
                about("FATAL:", refused(Answer.toRunAsMortal(modules, data))));
        about(
                "could not create data directory \"DIR/data/inner\"\nDETAIL:  Permission denied.",
                refused(Answer.toRunAsMortal(modules, data.resolve("inner"))));
    }

    @Test
    void a_modules_directory_that_is_missing_is_refused() {
        assertEquals(
                """
                ERROR:  could not open modules directory "DIR/absent"
                DETAIL:  No such file or directory.
                HINT:  Create it, or name another with --modules.\
                """,
                about("ERROR:", refused(Answer.toRun(dir.resolve("absent"), dir.resolve("data")))));
    }

    @Test
    void a_jar_that_may_not_be_read_is_told_of_with_the_reason() throws IOException {
        var jar = Samples.idle("locked").jar(modules.resolve("locked.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("---------"));
        var named = "shared_preload_libraries=locked";
        assertEquals(
                """
                ERROR:  could not load library "DIR/modules/locked.jar": could not read the file
                DETAIL:  Permission denied.\
                """,
                about(
                        "locked.jar",
                        refused(Answer.toRunAsMortal(modules, dir.resolve("data"), "-c", named))));
    }

    @Test
    void a_second_host_on_the_same_data_directory_is_refused_and_the_first_goes_on() {
        Samples.good(modules);
        var data = dir.resolve("data");
        try (var host = HostProcess.run(modules, data)) {
            host.await("good: the good one runs");
            assertEquals(
                    """
                    FATAL:  lock file "DIR/data/bgworker.pid" already exists
                    HINT:  Is another bgworker (process %d) running in data directory "DIR/data"?\
                    """
                            .formatted(host.process().pid()),
                    about("FATAL:", refused(Answer.toRun(modules, data))));
            assertTrue(Files.exists(data.resolve("bgworker.pid")));
            assertEquals(0, host.stop());
        }
        assertEquals(0, data.resolve("bgworker.pid").toFile().length());
    }

    @Test
    void a_lock_file_that_a_killed_host_left_is_no_obstacle() {
        Samples.good(modules);
        var data = dir.resolve("data");
        try (var host = HostProcess.run(modules, data)) {
            host.await("good: the good one runs");
        }
        assertTrue(Files.exists(data.resolve("bgworker.pid")));
        try (var host = HostProcess.run(modules, data)) {
            host.await("good: the good one runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_host_whose_log_has_no_room_runs_its_workers_and_stops_in_order() throws Exception {
        var pipe = dir.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Files.writeString(modules.resolve("bad.jar"), "so that there is something to log");
        Samples.withInit(
                        "writer",
                        Samples.register(
                                "writer", "writer", ".restartAfter(Duration.ofSeconds(1))"))
                .main(
                        "writer.Work",
                        "work",
                        "System.err.println(\"nowhere\");"
                                + Samples.say("nowhere")
                                + "java.nio.file.Files.writeString(java.nio.file.Path.of(\"%s\"), \"done\\n\");"
                                        .formatted(pipe)
                                + "throw new Exception(\"to be logged\");")
                .jar(modules.resolve("writer.jar"));
        var host =
                Answer.loggingTo(
                        new File("/dev/full"),
                        modules,
                        dir.resolve("data"),
                        "-c",
                        "log_min_messages=debug1");
        try {
            assertEquals("done", readFrom(pipe));
            assertEquals("done", readFrom(pipe));
            host.destroy(); // SIGTERM
            assertTrue(host.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, host.exitValue());
        } finally {
            host.destroyForcibly();
        }
    }

    /** Not by opening it here: that would never end if the host did not start. */
    private static String readFrom(Path pipe) throws IOException {
        var reader = new ProcessBuilder("timeout", "60", "cat", pipe.toString()).start();
        return reader.inputReader().readAllAsString().strip();
    }
}
