package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the host again and again while {@code file_ingest} loads files and {@code worker_spi}
 * writes beside it: every row once, every rejected row once. By hand: {@code mvn -P soak verify}.
 */
final class IngestKillSoak {
    private static final int KILLS = Integer.getInteger("soak.kills", 100);

    @TempDir private Path dir;

    private final Random random = new Random(Long.getLong("soak.seed", 20261122));

    /** Connects to the database that was written. */
    private interface Look {
        Connection connect() throws SQLException, IOException;
    }

    @Test
    void on_the_embedded_database_every_row_is_there_once() throws Exception {
        soak(List.of(), this::embedded);
    }

    @Test
    void on_postgresql_every_row_is_there_once() throws Exception {
        try (var server = PostgresServer.start()) {
            soak(List.of("-c", "database_url=" + server.url()), server::connect);
        }
    }

    private void soak(List<String> words, Look look) throws Exception {
        var incoming = Files.createDirectory(dir.resolve("incoming"));
        var files = new ZoneFiles(incoming, random, List.of(200, 2000, 20_000));
        var all = new ArrayList<>(words);
        all.addAll(
                List.of(
                        "-c",
                        "file_ingest.directory=" + incoming,
                        "-c",
                        "file_ingest.naptime=1s",
                        "-c",
                        "worker_spi.naptime=1s"));
        for (int kill = 1; kill <= KILLS; kill++) {
            files.drop("file-%03d.csv".formatted(kill));
            killOnce(kill, all.toArray(String[]::new));
        }
        files.drop("the-last.csv");
        try (var host = start(all.toArray(String[]::new))) {
            host.await("the-last.csv: ");
            assertEquals(0, host.stop());
        }
        try (var connection = look.connect()) {
            assertEquals(files.expected(), ZoneFiles.found(connection));
        }
        assertEquals(KILLS + 1, files.done());
        System.out.printf("%d kills, %s: every one once%n", KILLS, files);
    }

    private HostProcess start(String... words) {
        return HostProcess.run(Places.samples(), dir.resolve("data"), words);
    }

    /** Every other kill comes between a commit and the move of its file, the rest at any time. */
    private void killOnce(int kill, String... words) throws Exception {
        try (var host = start(words)) {
            host.await("file_ingest: watching");
            if (kill % 2 == 0) {
                host.await(".csv: ");
            } else {
                host.process().waitFor(1000 + random.nextInt(1500), TimeUnit.MILLISECONDS);
            }
            host.kill();
        }
    }

    private Connection embedded() throws SQLException, IOException {
        try (Stream<Path> files = Files.list(Places.distribution().resolve("drivers"))) {
            var jars = new ArrayList<URL>();
            for (var file : files.toList()) {
                jars.add(file.toUri().toURL());
            }
            var loader = new URLClassLoader(jars.toArray(URL[]::new));
            var login = new Properties();
            login.setProperty("user", "bgworker");
            login.setProperty("password", "");
            for (var driver : ServiceLoader.load(Driver.class, loader)) {
                var url =
                        "jdbc:h2:"
                                + dir.resolve("data/embedded")
                                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
                if (driver.acceptsURL(url)) {
                    return driver.connect(url, login);
                }
            }
            throw new IllegalStateException("no driver");
        }
    }
}
