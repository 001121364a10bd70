package org.bgworker.spi;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A {@link TransactionWork} without a result; see {@link WorkerContext#runInTransaction}.
 *
 * @param <X> what else than an {@link SQLException} it may throw
 */
@FunctionalInterface
public interface TransactionSteps<X extends Exception> {
    /**
     * As {@link TransactionWork#run}.
     *
     * @param connection the worker's own, with a transaction open
     */
    void run(Connection connection) throws SQLException, X;
}
