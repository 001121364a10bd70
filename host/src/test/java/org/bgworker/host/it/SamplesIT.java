package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples at work, on the private server and on another. */
final class SamplesIT {
    private static final String COUNTS =
            "select (select count(*) from zone_transition), (select count(*) from zone_transition_reject), (select count(*) from ingested_file)";

    @TempDir private Path modules;
    @TempDir private Path data;
    @TempDir private Path incoming;

    @Test
    void the_samples_work_on_the_private_server() throws IOException {
        int loaded;
        try (var host = run()) {
            loaded = ingest(host);
            host.await("schema1.counted count is now 1");
            host.await("schema2.counted count is now 1");
            assertEquals(0, host.stop());
        }
        Workers.of("com.acme.audit")
                .worker(
                        "audit",
                        Workers.CONNECTED,
                        """
                        try (var rows = worker.initializeConnection().createStatement().executeQuery("%s")) {
                            rows.next();
                            say(rows.getInt(1) + rows.getInt(2) + " lines, " + rows.getInt(3) + " files");
                        }
                        """
                                .formatted(COUNTS))
                .jar(modules.resolve("audit.jar"));
        try (var host = HostProcess.run(modules, data)) {
            host.await("audit: %d lines, 2 files".formatted(loaded));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void the_samples_work_on_another_server() throws IOException, SQLException {
        try (var server = PostgresServer.start();
                var host = run("-c", "database_url=" + server.url())) {
            int loaded = ingest(host);
            host.await("schema1.counted count is now 1");
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute("insert into schema1.counted (type, value) values ('delta', 5)");
                host.await("schema1.counted count is now 6");
                try (var rows = statement.executeQuery(COUNTS)) {
                    assertTrue(rows.next());
                    assertEquals(loaded, rows.getInt(1) + rows.getInt(2));
                    assertEquals(2, rows.getInt(3));
                }
            }
            assertEquals(0, host.stop());
        }
    }

    private HostProcess run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(
                List.of(
                        "-c", "worker_spi.naptime=1s",
                        "-c", "file_ingest.naptime=1s",
                        "-c", "file_ingest.directory=" + incoming));
        return HostProcess.run(Places.samples(), data, all.toArray(String[]::new));
    }

    /** Drops the two files and gives the number of lines that were loaded or rejected. */
    private int ingest(HostProcess host) throws IOException {
        host.await("watching " + incoming);
        var samples =
                Places.samples().resolveSibling("sample-workers").resolve("file-ingest", "data");
        int lines = 0;
        for (var name : new String[] {"bad-rows.csv", "zone-transitions.csv"}) {
            Files.copy(samples.resolve(name), incoming.resolve(name));
            var words = host.await("/%s: ".formatted(name)).replaceAll(".*: ", "").split(" ", -1);
            lines += Integer.parseInt(words[0]) + Integer.parseInt(words[3]);
        }
        return lines;
    }
}
