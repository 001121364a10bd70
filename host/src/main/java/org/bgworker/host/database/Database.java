package org.bgworker.host.database;

import java.sql.SQLException;

/** A database that sessions are opened in. */
public sealed interface Database extends AutoCloseable permits EmbeddedDatabase, PostgresDatabase {
    /**
     * Opens a session.
     *
     * @param applicationName shown by the server
     * @param database empty for the default
     * @param user empty for the default
     */
    Session open(String applicationName, String database, String user) throws SQLException;

    /** Begins to watch it. */
    Watch watch();

    /** What it is, for the log; holds no password. */
    String description();

    @Override
    void close() throws SQLException;
}
