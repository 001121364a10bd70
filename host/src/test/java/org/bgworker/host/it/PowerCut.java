package org.bgworker.host.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.Clerk;
import org.bgworker.host.testing.Frozen;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LoopDisk;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;

/** The samples at work on a disk whose power is cut again and again. */
final class PowerCut {
    private static final List<Integer> SIZES = List.of(200, 2000, 20_000);

    /** Writes a while, and rests: then nobody has the disk written by the way. */
    private static final String LEDGER =
            """
            var connection = worker.initializeConnection();
            var statement = connection.createStatement();
            statement.execute("create table if not exists ledger (n integer primary key, value integer)");
            connection.setAutoCommit(false);
            int last;
            try (var rows = statement.executeQuery("select coalesce(max(n), 0) from ledger")) {
                rows.next();
                last = rows.getInt(1);
            }
            for (int n = last + 1; n <= last + 200; n++) {
                int value = 1 + n % 9;
                statement.execute("insert into ledger values (%d, %d)".formatted(n, value));
                statement.execute("insert into schema1.counted (type, value) values ('delta', %d)".formatted(value));
                connection.commit();
                say("acknowledged " + n);
                worker.latch().await(Duration.ofMillis(10));
                worker.latch().reset();
            }
            while (true) {
                worker.latch().await();
                worker.latch().reset();
            }
            """;

    private final Path dir;
    private final LoopDisk disk;
    private final Optional<PostgresServer> server;
    private final Random random;
    private final Path data;
    private final Path incoming;
    private final Clerk clerk;
    private final ZoneFiles files;
    private final Acknowledged acknowledged = new Acknowledged();
    private int cuts;

    /**
     * Makes all that the cuts need, and has the host work once.
     *
     * @param dir an empty folder that is on another disk
     * @param server that has its data on the disk, instead of the private one
     */
    PowerCut(Path dir, LoopDisk disk, Optional<PostgresServer> server, Random random)
            throws IOException {
        this.dir = dir;
        this.disk = disk;
        this.server = server;
        this.random = random;
        this.data = disk.root().resolve("data");
        this.incoming = Files.createDirectory(disk.root().resolve("incoming"));
        this.files = new ZoneFiles(incoming, random, SIZES);
        this.clerk = Clerk.in(Files.createDirectory(dir.resolve("looking")));
        makeModules(Files.createDirectory(dir.resolve("working")));
        begin();
    }

    private void makeModules(Path modules) throws IOException {
        for (var sample : List.of("file_ingest", "scheduler")) {
            copy(Places.samples(), modules, sample);
        }
        try (Stream<Path> jars = Files.list(Places.samples())) {
            for (var jar : jars.filter(PowerCut::isWorkerSpi).toList()) {
                Files.copy(jar, modules.resolve(jar.getFileName()));
            }
        }
        copy(dir.resolve("looking"), modules, "clerk.jar");
        Workers.of("com.acme.ledger")
                .worker("ledger", Workers.CONNECTED + Workers.RESTARTED, LEDGER)
                .jar(modules.resolve("ledger.jar"));
    }

    private static boolean isWorkerSpi(Path jar) {
        return jar.getFileName().toString().startsWith("worker_spi");
    }

    private static void copy(Path from, Path to, String name) throws IOException {
        try (Stream<Path> all = Files.walk(from.resolve(name))) {
            for (var file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void begin() {
        try (var host = start("working")) {
            host.await("ledger: acknowledged");
            host.await("clerk: ready");
            host.await("scheduler: running the jobs");
            clerk.change(host, "create table tick (at timestamptz default now())");
            clerk.change(
                    host,
                    "insert into scheduler.job values ('tick', '* * * * * *', 'insert into tick default values')");
            host.await("scheduler job tick: succeeded");
            host.await("file_ingest: watching");
            stop(host);
        }
        disk.sync();
    }

    private void stop(HostProcess host) {
        if (host.stop() != 0) {
            throw new AssertionError(String.join("\n", host.log()));
        }
        acknowledged.hear(host.log());
    }

    private HostProcess start(String modules) {
        var words =
                new ArrayList<>(
                        List.of(
                                "-c",
                                "file_ingest.directory=" + incoming,
                                "-c",
                                "log_min_messages=debug1"));
        for (var library : List.of("file_ingest", "scheduler", "worker_spi")) {
            words.addAll(List.of("-c", library + ".naptime=1s"));
        }
        server.ifPresent(one -> words.addAll(List.of("-c", "database_url=" + one.url())));
        return HostProcess.run(dir.resolve(modules), data, words.toArray(String[]::new));
    }

    /** Has the host work, cuts the power, and gives what is lost. */
    List<String> cut(CutMoment moment) throws IOException, InterruptedException {
        cuts++;
        files.drop("file-%03d.csv".formatted(2 * cuts));
        files.drop("file-%03d.csv".formatted(2 * cuts + 1));
        try (var host = start("working")) {
            permit("note-%d".formatted(cuts));
            moment.await(host, random);
            cut(host);
        }
        disk.restore();
        try {
            server.ifPresent(PostgresServer::restart);
        } catch (CompletionException damaged) {
            return List.of("the server's data: " + damaged.getMessage());
        }
        return look();
    }

    /** What a host says before all of its threads stand still is acknowledged. */
    private void cut(HostProcess host) {
        var all = new ArrayList<>(List.of(host.process().toHandle()));
        server.ifPresent(one -> all.add(one.postmaster()));
        var frozen = Frozen.freeze(all);
        acknowledged.hear(host.log());
        disk.cut();
        server.ifPresent(PostgresServer::kill);
        frozen.kill();
    }

    /** Always the same library, with another file in it. */
    private void permit(String note) throws IOException {
        var jar =
                Samples.idle("audited").resource("note.txt", note).jar(dir.resolve("audited.jar"));
        var answer =
                Answer.to(
                        "audit",
                        jar.toString(),
                        "--permit",
                        "--note",
                        note,
                        "--modules",
                        dir.resolve("working").toString(),
                        "--data",
                        data.toString());
        if (answer.code() != 0) {
            throw new AssertionError(answer);
        }
        acknowledged.permitted(note);
    }

    private List<String> look() throws IOException {
        try (var host = start("looking")) {
            var found = Found.by(host, clerk, data, incoming);
            stop(host);
            return acknowledged.lost(files, found);
        }
    }

    @Override
    public String toString() {
        return "%d cuts, acknowledged: %s".formatted(cuts, acknowledged);
    }
}
