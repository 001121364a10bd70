package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bgworker.host.testing.Certificate;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS is what the URL says, for the watch as for the workers. */
final class EncryptedSessionIT {
    @TempDir private Path dir;

    @Test
    void the_settings_of_the_driver_pass_through() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.tls")
                .worker(
                        "user",
                        CONNECTED,
                        """
                        try (var row = worker.initializeConnection().createStatement().executeQuery(
                                "select count(*) || ' encrypted' from pg_stat_ssl join pg_stat_activity using (pid) where ssl and application_name in ('user', 'bgworker server state')")) {
                            row.next();
                            say(row.getString(1));
                        }
                        """)
                .jar(modules.resolve("tls.jar"));
        var certificate = Certificate.of("localhost", dir);
        try (var server = PostgresServer.builder().tls(certificate).start()) {
            var url =
                    "database_url=jdbc:postgresql://localhost:%d/postgres?user=postgres&sslmode=verify-full&sslrootcert="
                            .formatted(server.port());
            try (var host =
                    HostProcess.run(
                            modules, dir.resolve("data"), "-c", url + certificate.certificate())) {
                host.await("user: 2 encrypted");
                assertEquals(0, host.stop());
            }
            var other = Certificate.of("localhost", Files.createDirectory(dir.resolve("other")));
            try (var host =
                    HostProcess.run(
                            modules, dir.resolve("data"), "-c", url + other.certificate())) {
                host.await("could not connect to the database server");
                host.await("SSL error");
                assertEquals(0, host.stop());
            }
        }
    }
}
