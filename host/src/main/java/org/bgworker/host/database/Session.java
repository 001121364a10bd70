package org.bgworker.host.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A worker's one connection. Only the worker uses it; anybody may cancel or abort. */
public final class Session {
    private final Connection connection;
    private final Backend backend;

    Session(Connection connection, Backend backend) {
        this.connection = connection;
        this.backend = backend;
    }

    /** The server's side of a session. */
    interface Backend {
        /** Cancels what it executes. */
        void cancel() throws SQLException;

        /** Ends it, whatever it executes. */
        void terminate() throws SQLException;
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** Cancels the statement in progress, if there is one, as SIGINT does (R68). */
    public void cancel() throws SQLException {
        backend.cancel();
    }

    /**
     * Cuts the connection, and ends the server's side of it: a statement whose client has gone runs
     * on, with its locks, until it has something to send.
     */
    public void abort() throws SQLException {
        connection.abort(Runnable::run);
        backend.terminate();
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
