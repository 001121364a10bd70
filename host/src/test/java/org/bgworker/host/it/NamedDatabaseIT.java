package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One host whose workers use several servers, each with a login of its own. */
final class NamedDatabaseIT {
    @TempDir private Path dir;

    private static String where(String database) {
        return """
        try (var row = worker.initializeConnection("%s", "").createStatement().executeQuery(
                "select current_user || ' at ' || current_setting('port') || ' in ' || current_database()")) {
            row.next();
            say(row.getString(1));
        }
        """
                .formatted(database);
    }

    @Test
    void a_name_of_the_settings_is_another_server_with_a_password_from_a_file_or_the_environment()
            throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.named")
                .worker("at_default", CONNECTED, where(""))
                .worker("by_file", CONNECTED, where("by_file"))
                .worker("by_variable", CONNECTED, where("by_variable"))
                .worker("no_variable", CONNECTED, where("no_variable"))
                .worker("locked_out", CONNECTED + RESTARTED, where("locked_out"))
                .jar(modules.resolve("named.jar"));
        var data = Places.data(dir);
        Files.writeString(data.resolve("secret"), "se'cret of the file\n");
        try (var first = PostgresServer.start();
                var second = PostgresServer.builder().password("se'cret of the file").start()) {
            execute(first, "create role nologin");
            execute(second, "create role ann login password 'secret of the variable'");
            execute(second, "create database reports");
            Files.writeString(
                    data.resolve("bgworker.conf"),
                    """
                    database_url = 'jdbc:postgresql://127.0.0.1:%1$d/postgres?user=postgres'
                    database.by_file.url = 'jdbc:postgresql://127.0.0.1:%2$d/postgres'
                    database.by_file.user = postgres
                    database.by_file.password_file = secret
                    database.by_variable.url = 'jdbc:postgresql://127.0.0.1:%2$d/reports'
                    database.by_variable.user = ann
                    database.by_variable.password_variable = REPORTS_PASSWORD
                    database.no_variable.url = 'jdbc:postgresql://127.0.0.1:%2$d/reports'
                    database.no_variable.user = ann
                    database.no_variable.password_variable = NO_SUCH_VARIABLE
                    database.locked_out.url = 'jdbc:postgresql://127.0.0.1:%1$d/postgres'
                    database.locked_out.user = nologin
                    """
                            .formatted(first.port(), second.port()));
            try (var host =
                    HostProcess.run(
                            Map.of("REPORTS_PASSWORD", "secret of the variable"),
                            modules,
                            data,
                            "-c",
                            "log_min_messages=debug1")) {
                host.await("at_default: postgres at %d in postgres".formatted(first.port()));
                host.await("by_file: postgres at %d in postgres".formatted(second.port()));
                host.await("by_variable: ann at %d in reports".formatted(second.port()));
                host.await(
                        "could not read the password from environment variable \"NO_SUCH_VARIABLE\": It is not set.");
                host.await("role \"nologin\" is not permitted to log in");
                host.await("starting background worker process \"locked_out\"", 2);
                var listing =
                        host.process().info().commandLine().orElse("")
                                + List.of(host.process().info().arguments().orElse(new String[0]));
                assertTrue(
                        host.log().stream().noneMatch(line -> line.contains("secret of"))
                                && !listing.contains("secret of"));
                assertEquals(0, host.stop());
            }
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect()) {
            connection.createStatement().execute(sql);
        }
    }
}
