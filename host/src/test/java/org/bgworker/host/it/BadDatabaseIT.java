package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogReports;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that cannot be reached, refuses, or does not exist: the host waits for it. */
final class BadDatabaseIT {
    private static final String HINT =
            "\n"
                    + "HINT:  Workers that need it start once it answers; the host keeps trying."
                    + " See the settings \"database_url\", \"database_user\" and"
                    + " \"database_password_file\".";

    @TempDir private Path dir;
    private Path modules = Path.of("");

    @BeforeEach
    void makeModules() throws IOException {
        modules = Files.createDirectory(dir.resolve("modules"));
        Samples.good(modules);
        Samples.withInit(
                        "user",
                        Samples.register(
                                "user",
                                "user",
                                ".flags(WorkerFlag.SHMEM_ACCESS,"
                                        + " WorkerFlag.BACKEND_DATABASE_CONNECTION)"))
                .source(
                        "module-info.java",
                        """
                        module user {
                            requires org.bgworker.spi;
                            requires java.sql;
                            provides org.bgworker.spi.WorkerMain with user.Work;
                            provides org.bgworker.spi.WorkerLibrary with user.Init;
                        }
                        """)
                .main(
                        "user.Work",
                        "work",
                        """
                        try (var row = worker.initializeConnection().createStatement().executeQuery("select 6 * 7")) {
                            row.next();
                            System.getLogger("test").log(System.Logger.Level.INFO, "the database says " + row.getInt(1));
                        }
                        """)
                .jar(modules.resolve("user.jar"));
    }

    @Test
    void who_waits_for_a_worker_that_cannot_start_waits_until_the_time_is_over() {
        try (var server = PostgresServer.start()) {
            server.stop();
            var data = dir.resolve("data");
            try (var host = HostProcess.run(modules, data, "-c", "database_url=" + server.url())) {
                host.await("listening on socket");
                for (var until : List.of("start", "end")) {
                    var answer =
                            Answer.ofHost(
                                    data,
                                    "register",
                                    "user",
                                    "work",
                                    "--wait",
                                    until,
                                    "--timeout",
                                    "1");
                    assertEquals(124, answer.code(), answer.err());
                }
                assertEquals(0, host.stop());
            }
        }
    }

    @Test
    void a_server_that_is_down_is_waited_for_and_the_worker_then_starts_by_itself() {
        try (var server = PostgresServer.start()) {
            server.stop();
            try (var host =
                    HostProcess.run(
                            modules, dir.resolve("data"), "-c", "database_url=" + server.url())) {
                host.await("good: the good one runs");
                host.await("See the settings \"database_url\"");
                server.restart();
                host.await("user: the database says 42");
                assertEquals(0, host.stop());
                var report =
                        about(
                                "could not connect to the database server",
                                LogReports.in(host.log()));
                assertTrue(
                        report.startsWith(
                                "LOG:  could not connect to the database server " + server.url()),
                        report);
                assertTrue(
                        report.contains(
                                "Connection to 127.0.0.1:%d refused.".formatted(server.port())),
                        report);
                assertTrue(report.endsWith("(SQLSTATE 08001)" + HINT), report);
            }
        }
    }

    @Test
    void a_wrong_and_an_unreadable_password_are_told_of_and_mended_without_a_restart()
            throws IOException {
        try (var server = PostgresServer.builder().password("right").start()) {
            var file = Files.writeString(dir.resolve("password"), "wrong\n");
            try (var host =
                    HostProcess.run(
                            modules,
                            dir.resolve("data"),
                            "-c",
                            "database_url=" + server.url(),
                            "-c",
                            "database_password_file=" + file)) {
                host.await("See the settings \"database_url\"");
                Files.delete(file);
                host.await("See the settings \"database_url\"", 2);
                Files.writeString(file, "right\n");
                host.await("user: the database says 42");
                assertEquals(0, host.stop());
                var reports = LogReports.in(host.log(), dir);
                assertEquals(
                        "LOG:  could not connect to the database server "
                                + server.url()
                                + "\n"
                                + "DETAIL:  FATAL: password authentication failed for user"
                                + " \"postgres\" (SQLSTATE 28P01)"
                                + HINT,
                        about("password authentication failed", reports));
                assertTrue(
                        about("could not read password file", reports)
                                .contains(
                                        "DETAIL:  could not read password file \"DIR/password\": No"
                                                + " such file or directory"));
                assertFalse(host.log().stream().anyMatch(line -> line.contains("wrong")));
            }
        }
    }

    @Test
    void an_address_that_no_driver_takes_is_refused_without_its_password() throws IOException {
        var answer = toRunWithFile("database_url = 'jdbc:oracle:thin:@//db/x?password=secret'");
        assertEquals(1, answer.code());
        assertEquals(
                """
                ERROR:  invalid value for parameter "database_url": "jdbc:oracle:thin:@//db/x?password=********"
                DETAIL:  No JDBC driver accepts it.
                HINT:  A URL is jdbc:postgresql://host:5432/database.\
                """,
                about("database_url", answer.reports()));
        assertFalse(answer.err().contains("secret"));
        assertFalse(answer.err().contains("\tat "));
    }

    @Test
    void a_password_that_every_listing_of_processes_would_show_is_refused() {
        var answer =
                Answer.toRun(
                        modules,
                        dir.resolve("data"),
                        "-c",
                        "database_url=jdbc:postgresql://db/x?password=secret");
        assertEquals(1, answer.code());
        assertEquals(
                """
                ERROR:  invalid value for parameter "database_url": "jdbc:postgresql://db/x?password=********"
                DETAIL:  It holds a password, which everybody can read who may list processes.
                HINT:  Name a file that holds it with the setting "database_password_file", or a variable of the environment with "database_password_variable".\
                """,
                about("database_url", answer.reports()));
        assertFalse(answer.err().contains("secret"));
    }

    @Test
    void a_named_database_without_an_address_or_with_an_unknown_setting_is_refused()
            throws IOException {
        assertTrue(
                about("database.reports", toRunWithFile("database.reports.user = ann").reports())
                        .startsWith(
                                "ERROR:  invalid value for parameter \"database.reports.url\": \"\""));
        assertTrue(
                about("database.reports", toRunWithFile("database.reports.colour = red").reports())
                        .startsWith(
                                "ERROR:  unrecognized configuration parameter \"database.reports.colour\""));
    }

    private Answer toRunWithFile(String line) throws IOException {
        var file = Files.writeString(dir.resolve("bgworker.conf"), line);
        return Answer.toRun(modules, dir.resolve("data"), "--conf", file.toString());
    }

    @Test
    void the_database_of_an_earlier_version_is_neither_read_nor_deleted() throws IOException {
        var data = Places.data(dir);
        var old = Files.writeString(data.resolve("embedded.mv.db"), "what H2 wrote");
        var answer = Answer.toRun(modules, data);
        assertEquals(1, answer.code());
        assertTrue(
                about("embedded.mv.db", answer.reports())
                        .startsWith(
                                "FATAL:  \"%s\" is the database of an earlier version"
                                        .formatted(old)),
                answer.err());
        assertEquals("what H2 wrote", Files.readString(old));
    }

    @Test
    void a_folder_without_drivers_is_refused_before_any_worker_has_run() {
        var answer =
                Answer.toRun(
                        modules,
                        dir.resolve("data"),
                        "-c",
                        "driver_directory=" + dir.resolve("no"));
        assertEquals(1, answer.code(), answer.err());
        assertEquals(
                """
                ERROR:  could not load JDBC drivers from "DIR/no"
                DETAIL:  The folder does not exist or holds no driver.
                HINT:  Name the folder with the setting "driver_directory".\
                """,
                about("JDBC", LogReports.in(answer.err().lines().toList(), dir)));
        assertFalse(answer.err().contains("the good one runs"), answer.err());
    }
}
