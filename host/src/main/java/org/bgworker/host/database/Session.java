package org.bgworker.host.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A worker's one connection. Only the worker uses it; anybody may cancel or abort. */
public final class Session {
    private final Connection connection;
    private final Cancel cancel;

    Session(Connection connection, Cancel cancel) {
        this.connection = connection;
        this.cancel = cancel;
    }

    /** Cancels what a session executes. */
    @FunctionalInterface
    interface Cancel {
        void run() throws SQLException;
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** Cancels the statement in progress, if there is one, as SIGINT does (R68). */
    public void cancel() throws SQLException {
        cancel.run();
    }

    /** Cuts the connection. */
    public void abort() throws SQLException {
        connection.abort(Runnable::run);
    }

    /** Rolls back what is open, and ends the session. */
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            try (connection) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        }
    }
}
