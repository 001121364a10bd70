package org.bgworker.spi;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done in one transaction; see {@link WorkerContext#callInTransaction}.
 *
 * @param <T> type of the result
 * @param <X> what else than an {@link SQLException} it may throw
 */
@FunctionalInterface
public interface TransactionWork<T, X extends Exception> {
    /**
     * Called once for each attempt, so it changes nothing outside of the database that may not be
     * changed twice.
     *
     * @param connection the worker's own, with a transaction open; not to be committed or rolled
     *     back here
     */
    T run(Connection connection) throws SQLException, X;
}
