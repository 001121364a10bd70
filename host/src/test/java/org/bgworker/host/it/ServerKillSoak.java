package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills servers, and sessions of servers, again and again under the samples: no row is lost, and
 * none counted twice. Several servers with a host each, for a host waits most of the time for its
 * workers' restart times. By hand: {@code mvn -P soak -Dit.test=ServerKillSoak verify}.
 */
final class ServerKillSoak {
    private static final int KILLS = Integer.getInteger("soak.server.kills", 1000);
    private static final int PAIRS = Integer.getInteger("soak.servers", 10);
    private static final long SEED = Long.getLong("soak.seed", 20261128);

    @TempDir private Path dir;

    @Test
    void whatever_is_killed_every_row_is_there_once() throws Exception {
        try (var pairs = Executors.newFixedThreadPool(PAIRS)) {
            var all =
                    IntStream.range(0, PAIRS)
                            .mapToObj(number -> pairs.submit(() -> new Pair(number).soak()))
                            .toList();
            var failures = new ArrayList<Throwable>();
            for (Future<String> one : all) {
                try {
                    System.out.println(one.get());
                } catch (ExecutionException failed) {
                    failures.add(failed.getCause());
                }
            }
            if (!failures.isEmpty()) {
                throw new AssertionError(failures.size() + " have failed", failures.getFirst());
            }
        }
    }

    /** A server and a host at it. */
    private final class Pair {
        private final int number;
        private final Random random;
        private final Path incoming;
        private final ZoneFiles files;
        private int serverKills;
        private int sessionKills;

        Pair(int number) throws Exception {
            this.number = number;
            this.random = new Random(SEED + number);
            this.incoming = Files.createDirectory(dir.resolve("incoming" + number));
            this.files = new ZoneFiles(incoming, random, List.of(200, 2000));
        }

        String soak() throws Exception {
            try (var server = PostgresServer.start();
                    var host = start(server)) {
                host.await("schema1.counted count is now 1");
                host.await("scheduler: running the jobs");
                try (var connection = server.connect();
                        var statement = connection.createStatement()) {
                    statement.execute("create table ledger (value integer)");
                    statement.execute("create table tick (at timestamptz default now())");
                    statement.execute(
                            "insert into scheduler.job values ('tick', '* * * * * *', 'insert into tick default values')");
                }
                int kills = KILLS / PAIRS;
                for (int kill = 1; kill <= kills; kill++) {
                    host.await("worker_spi worker 1: initialized with", kill);
                    if (files.left() < 3) {
                        files.drop("file-%04d.csv".formatted(kill));
                    }
                    for (int i = 0; i < 3; i++) {
                        give(server);
                    }
                    host.process().waitFor(random.nextInt(2500), TimeUnit.MILLISECONDS);
                    kill(server);
                }
                files.drop("the-last.csv");
                await(() -> files.left() == 0, "all files");
                await(() -> deltas(server) == 0, "all deltas");
                assertEquals(0, host.stop());
                return checked(server);
            }
        }

        private HostProcess start(PostgresServer server) {
            return HostProcess.run(
                    Places.samples(),
                    dir.resolve("data" + number),
                    "-c",
                    "database_url=" + server.url(),
                    "-c",
                    "file_ingest.directory=" + incoming,
                    "-c",
                    "file_ingest.naptime=1s",
                    "-c",
                    "scheduler.naptime=1s",
                    "-c",
                    "worker_spi.naptime=1s");
        }

        /** A delta for worker_spi, and a note of it, both or neither. */
        private void give(PostgresServer server) throws SQLException {
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                int value = 1 + random.nextInt(9);
                connection.setAutoCommit(false);
                statement.execute("insert into ledger values (%d)".formatted(value));
                statement.execute(
                        "insert into schema1.counted (type, value) values ('delta', %d)"
                                .formatted(value));
                connection.commit();
            }
        }

        private void kill(PostgresServer server) throws Exception {
            if (random.nextBoolean()) {
                server.kill();
                server.restart();
                serverKills++;
            } else if (killSession(server)) {
                sessionKills++;
            } else {
                kill(server); // it had just gone
            }
        }

        /** The server then ends all its sessions, and recovers; false if there was none to kill. */
        private boolean killSession(PostgresServer server) throws Exception {
            var victim =
                    random.nextInt(4) == 0
                            ? "application_name like 'bgworker%'"
                            : "application_name ~ '^(worker_spi|file_ingest|scheduler$)'";
            long pid =
                    one(
                            server,
                            "select coalesce(max(pid), 0) from (select pid from pg_stat_activity where %s order by random() limit 1) as one"
                                    .formatted(victim));
            boolean killed =
                    pid > 0
                            && new ProcessBuilder("kill", "-KILL", Long.toString(pid))
                                            .start()
                                            .waitFor()
                                    == 0;
            if (killed) {
                server.awaitRecovery();
            }
            return killed;
        }

        private String checked(PostgresServer server) throws Exception {
            try (var connection = server.connect()) {
                assertEquals(files.expected(), ZoneFiles.found(connection));
            }
            assertEquals(
                    one(server, "select 1 + sum(value) from ledger"),
                    one(server, "select value from schema1.counted where type = 'total'"));
            long ticks = one(server, "select count(*) from tick");
            assertEquals(
                    ticks,
                    one(
                            server,
                            "select count(*) from scheduler.job_run where status = 'succeeded'"));
            assertEquals(
                    0,
                    one(server, "select count(*) - count(distinct due_at) from scheduler.job_run"));
            return "server %d: %d kills of the server, %d of sessions; %s, total %d, %d ticks: every one once"
                    .formatted(
                            number,
                            serverKills,
                            sessionKills,
                            files,
                            one(server, "select sum(value) from ledger"),
                            ticks);
        }

        private static long one(PostgresServer server, String query) throws SQLException {
            try (var connection = server.connect();
                    var rows = connection.createStatement().executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        }

        private static long deltas(PostgresServer server) throws SQLException {
            return one(server, "select count(*) from schema1.counted where type = 'delta'");
        }

        private static void await(Callable<Boolean> reached, String what) throws Exception {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            while (!reached.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not reached: " + what);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
