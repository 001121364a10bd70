package org.bgworker.host.database;

import java.sql.SQLException;

/** Where the sessions of workers come from. */
public sealed interface Database extends AutoCloseable permits EmbeddedDatabase, PostgresDatabase {
    /**
     * Opens a session.
     *
     * @param applicationName shown by the server
     * @param database empty for the default
     * @param user empty for the default
     */
    Session open(String applicationName, String database, String user) throws SQLException;

    /**
     * Asks the server for its state; the first call makes the connection.
     *
     * @return whether it takes writes
     * @throws SQLException if it cannot be reached, or refuses
     */
    boolean writable() throws SQLException;

    /** What it is, for the log; holds no password. */
    String description();

    @Override
    void close() throws SQLException;
}
