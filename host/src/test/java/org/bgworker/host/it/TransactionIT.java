package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units of work: all or nothing, and again where another session was in the way. */
final class TransactionIT {
    private static final String ROWS =
            """
            static int rows(Connection of) throws SQLException {
                try (var row = of.createStatement().executeQuery("select count(*) from t")) {
                    row.next();
                    return row.getInt(1);
                }
            }
            static int insert(Connection into) throws SQLException {
                return into.createStatement().executeUpdate("insert into t values (1)");
            }
            /** Both count and insert; the other commits first, once. */
            static int conflict(WorkerContext worker, Connection connection) throws Exception {
                var attempts = new AtomicInteger();
                var other = new AtomicBoolean(true);
                worker.runInTransaction(c -> {
                    attempts.incrementAndGet();
                    rows(c);
                    if (other.getAndSet(false)) {
                        rival(worker);
                    }
                    insert(c);
                });
                return attempts.get();
            }
            static void rival(WorkerContext worker) throws SQLException {
                var rival = worker.registerDynamic(child("rival").flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION).build()).orElseThrow();
                try { rival.waitForShutdown(); } catch (InterruptedException e) { throw new SQLException(e); }
            }
            """;

    @TempDir private static Path modules;
    @TempDir private static Path data;
    private static List<String> log = List.of();

    @BeforeAll
    static void a_worker_does_them_one_after_the_other() throws SQLException {
        Workers.of("com.acme.transactions")
                .functionClass("work", ROWS + main(BODY))
                .functionClass(
                        "rival",
                        ROWS
                                + main(
                                        """
                                        var connection = worker.initializeConnection();
                                        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                                        worker.runInTransaction(c -> { rows(c); insert(c); });
                                        """))
                .init(
                        "registrar.register(BackgroundWorker.named(\"work\").library(\"com.acme.transactions\").function(\"work\")%s.build());"
                                .formatted(CONNECTED))
                .worker(
                        "unconnected",
                        CONNECTED,
                        """
                        try { worker.runInTransaction(_ -> say("never")); }
                        catch (IllegalStateException e) { say(e.getMessage()); }
                        """)
                .jar(modules.resolve("transactions.jar"));
        try (var server = PostgresServer.start()) {
            try (var connection = server.connect()) {
                connection.createStatement().execute("create table t (n int)");
                connection
                        .createStatement()
                        .execute("create table d (n int unique deferrable initially deferred)");
            }
            try (var host = HostProcess.run(modules, data, "-c", "database_url=" + server.url())) {
                host.await("work: the end");
                host.await("unconnected:");
                assertEquals(0, host.stop());
                log = host.log();
            }
        }
    }

    private static String main(String body) {
        return """
        @Override public void main(Datum mainArg) throws Exception {
            var worker = WorkerContext.current();
            %s
        }
        """
                .formatted(body);
    }

    private static final String BODY =
            """
            var connection = worker.initializeConnection();
            say("committed " + worker.callInTransaction(c -> insert(c)) + ", has " + rows(connection));

            try { worker.runInTransaction(c -> { insert(c); throw new IOException("no"); }); }
            catch (IOException e) { say("rolled back for " + e.getMessage() + ", has " + rows(connection)); }

            try { worker.runInTransaction(c -> { insert(c); c.createStatement().execute("nonsense"); }); }
            catch (SQLException e) { say("rolled back for " + e.getSQLState() + ", has " + rows(connection)); }

            var attempts = new AtomicInteger();
            worker.runInTransaction(c -> {
                insert(c);
                if (attempts.incrementAndGet() < 4) { throw new SQLException("lost", "40001"); }
            });
            say("done at attempt " + attempts + ", has " + rows(connection));

            attempts.set(0);
            try { worker.runInTransaction(c -> { insert(c); attempts.incrementAndGet(); throw new SQLException("lost", "40P01"); }); }
            catch (SQLException e) { say("given up at attempt " + attempts + ", has " + rows(connection)); }

            attempts.set(0);
            try {
                worker.runInTransaction(c -> {
                    attempts.incrementAndGet();
                    c.createStatement().execute("insert into d values (1), (1)");
                });
            } catch (SQLException e) { say("the commit failed with " + e.getSQLState() + " at attempt " + attempts); }

            try { worker.runInTransaction(c -> worker.runInTransaction(d -> insert(d))); }
            catch (IllegalStateException e) { say(e.getMessage() + ", has " + rows(connection)); }

            var side = worker.newThread("side", () -> {
                try { worker.runInTransaction(c -> insert(c)); }
                catch (Exception e) { say(e.getMessage()); }
            });
            side.start();
            side.join();
            say("autocommit is " + connection.getAutoCommit());

            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            say("serialized after " + conflict(worker, connection) + " attempts, has " + rows(connection));
            say("the end");
            """;

    private static void said(String text) {
        assertTrue(
                log.stream().anyMatch(line -> line.endsWith("work: " + text)),
                () -> text + " in\n" + String.join("\n", log));
    }

    @Test
    void what_returns_is_committed() {
        said("committed 1, has 1");
    }

    @Test
    void whatever_is_thrown_rolls_back() {
        said("rolled back for no, has 1");
        said("rolled back for 42601, has 1");
    }

    @Test
    void what_has_lost_against_another_session_is_done_again() {
        said("done at attempt 4, has 2");
    }

    @Test
    void but_not_for_ever() {
        said("given up at attempt 5, has 2");
    }

    @Test
    void a_commit_that_fails_otherwise_is_not_repeated() {
        said("the commit failed with 23505 at attempt 1");
    }

    @Test
    void a_transaction_within_a_transaction_is_refused_and_nothing_stays_open() {
        said("there is already a transaction in progress, has 2");
        said("autocommit is true");
    }

    @Test
    void another_thread_than_the_workers_own_is_refused() {
        said("only the worker's own thread may run a transaction; this is \"side\"");
    }

    @Test
    void a_real_serialization_failure_is_survived() {
        said("serialized after 2 attempts, has 4");
    }

    @Test
    void without_a_session_there_is_none() {
        assertTrue(
                log.stream()
                        .anyMatch(line ->
                                line.endsWith(
                                        "background worker \"unconnected\" has no database connection yet")));
    }
}
