package org.bgworker.host.launch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.bgworker.spi.TransactionWork;
import org.bgworker.spi.WorkerContext;

/** Runs units of work on a worker's session: each is committed, or leaves nothing. */
final class Transactions {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);

    private final Connection connection;
    private final Interrupts interrupts;
    private boolean open;

    Transactions(Connection connection, Interrupts interrupts) {
        this.connection = connection;
        this.interrupts = interrupts;
    }

    <T, X extends Exception> T call(TransactionWork<T, X> work)
            throws SQLException, InterruptedException, X {
        if (open) {
            throw new IllegalStateException("there is already a transaction in progress");
        }
        open = true;
        try {
            return callPatiently(work);
        } finally {
            open = false;
        }
    }

    /** An attempt that has lost against another session's transaction is made again, and later. */
    private <T, X extends Exception> T callPatiently(TransactionWork<T, X> work)
            throws SQLException, InterruptedException, X {
        for (int attempt = 1; ; attempt++) {
            interrupts.check();
            try {
                return callOnce(work);
            } catch (SQLException failed) {
                if (attempt == WorkerContext.TRANSACTION_ATTEMPTS || !lost(failed)) {
                    throw failed;
                }
            }
            interrupts.pause(
                    Duration.ofNanos(
                            (FIRST_WAIT.toNanos() << attempt)
                                    / 100
                                    * ThreadLocalRandom.current().nextInt(50, 101)));
        }
    }

    private <T, X extends Exception> T callOnce(TransactionWork<T, X> work) throws SQLException, X {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            var result = work.run(connection);
            connection.commit();
            committed = true;
            return result;
        } catch (Throwable failed) {
            undo(failed);
            throw failed;
        } finally {
            // of a broken session neither is possible, and the failure that broke it is on its way
            if (committed || !connection.isClosed()) {
                connection.setAutoCommit(before);
            }
        }
    }

    private void undo(Throwable failed) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            failed.addSuppressed(broken);
        }
    }

    private static boolean lost(SQLException failed) {
        var state = failed.getSQLState();
        return SERIALIZATION_FAILURE.equals(state) || DEADLOCK_DETECTED.equals(state);
    }
}
