package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The private server keeps what it has acknowledged, whatever becomes of workers and host. */
final class DurabilityIT {
    /** One for all tests: to make it takes longer than each of them. */
    @TempDir private static Path data = Path.of("");

    @TempDir private Path modules;
    @TempDir private Path otherModules;

    @Test
    void interrupts_in_the_middle_of_writes_disturb_nobody_else() {
        Workers.of("com.acme.base")
                .function(
                        "neighbour",
                        """
                        var statement = worker.initializeConnection().createStatement();
                        statement.execute("insert into t values (-1)");
                        try (var rows = statement.executeQuery("select count(*) from t where n = -1")) {
                            rows.next();
                            say("rows " + rows.getInt(1));
                        }
                        """)
                .worker(
                        "writer",
                        CONNECTED,
                        """
                        var connection = worker.initializeConnection();
                        connection.createStatement().execute("create table t (n int)");
                        var insert = connection.prepareStatement("insert into t values (?)");
                        var main = Thread.currentThread();
                        var written = new AtomicInteger();
                        var disturber = worker.newThread("disturber", () -> {
                            while (written.get() < 300) { main.interrupt(); Thread.onSpinWait(); }
                        });
                        disturber.start();
                        int failed = 0;
                        while (written.get() < 300) {
                            try {
                                insert.setInt(1, written.get());
                                insert.execute();
                            } catch (SQLException interrupted) {
                                failed++;
                            }
                            Thread.interrupted();
                            written.incrementAndGet();
                        }
                        while (disturber.isAlive()) {
                            try { disturber.join(); } catch (InterruptedException last) {}
                        }
                        Thread.interrupted();
                        insert.setInt(1, 1000);
                        insert.execute();
                        worker.registerDynamic(child("neighbour")
                                .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION).build());
                        try (var rows = connection.createStatement().executeQuery("select count(*) from t where n >= 0")) {
                            rows.next();
                            say("kept " + (rows.getInt(1) == 301 - failed));
                        }
                        """)
                .jar(modules.resolve("base.jar"));
        try (var host = HostProcess.run(modules, data)) {
            host.await("writer: kept true");
            host.await("neighbour: rows 1");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_killed_host_loses_no_acknowledged_commit() {
        var writers = Workers.of("com.acme.base");
        for (var name : List.of("w1", "w2")) {
            writers.worker(
                    name,
                    CONNECTED,
                    """
                    var connection = worker.initializeConnection();
                    connection.createStatement().execute("create table if not exists %1$s (n int)");
                    connection.setAutoCommit(false);
                    var insert = connection.prepareStatement("insert into %1$s values (?)");
                    for (int n = 1; ; n++) {
                        insert.setInt(1, n);
                        insert.execute();
                        connection.commit();
                        say("acknowledged " + n);
                        worker.checkForInterrupts();
                    }
                    """
                            .formatted(name));
        }
        writers.jar(modules.resolve("base.jar"));
        List<String> said;
        try (var host = HostProcess.run(modules, data)) {
            host.await("w1: acknowledged ", 200);
            host.await("w2: acknowledged ", 200);
            host.kill();
            said = host.log();
        }
        Workers.of("com.acme.reader")
                .worker(
                        "reader",
                        CONNECTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        for (var name : List.of("w1", "w2")) {
                            try (var rows = statement.executeQuery("select count(*), max(n) from " + name)) {
                                rows.next();
                                say(name + " has " + rows.getInt(1) + " up to " + rows.getInt(2));
                            }
                        }
                        """)
                .jar(otherModules.resolve("reader.jar"));
        try (var host = HostProcess.run(otherModules, data)) {
            for (var name : List.of("w1", "w2")) {
                int acknowledged =
                        (int)
                                said.stream()
                                        .filter(line -> line.contains(name + ": acknowledged"))
                                        .count();
                var words = host.await("reader: %s has".formatted(name)).split(" ", -1);
                int highest = Integer.parseInt(words[words.length - 1]);
                int rows = Integer.parseInt(words[words.length - 4]);
                assertTrue(highest >= acknowledged, highest + " < " + acknowledged);
                assertEquals(highest, rows);
            }
            assertEquals(0, host.stop());
        }
    }

    @Test
    void what_a_worker_has_not_committed_is_rolled_back_at_its_end() {
        Workers.of("com.acme.base")
                .function(
                        "forgets",
                        """
                        var connection = worker.initializeConnection();
                        connection.createStatement().execute("create table forgotten (n int)");
                        connection.setAutoCommit(false);
                        connection.createStatement().execute("insert into forgotten values (1)");
                        """)
                .worker(
                        "counts",
                        CONNECTED,
                        """
                        worker.registerDynamic(child("forgets").flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION).build())
                                .orElseThrow().waitForShutdown();
                        try (var rows = worker.initializeConnection().createStatement().executeQuery("select count(*) from forgotten")) {
                            rows.next();
                            say("rows " + rows.getInt(1));
                        }
                        """)
                .jar(modules.resolve("base.jar"));
        try (var host = HostProcess.run(modules, data)) {
            host.await("counts: rows 0");
            assertEquals(0, host.stop());
        }
    }
}
