package org.bgworker.host.database;

import java.sql.SQLException;
import org.bgworker.host.report.ReportException;

/** A database that sessions are opened in. */
public sealed interface Database extends AutoCloseable permits PostgresDatabase, PrivateDatabase {
    /**
     * Opens a session.
     *
     * @param applicationName shown by the server
     * @param database empty for the default
     * @param user empty for the default
     */
    Session open(String applicationName, String database, String user) throws SQLException;

    /**
     * How a program of an administrator logs in. Where it is the host's business to start the
     * database, this starts it and waits for it, for a limited time.
     *
     * @param database empty for the default
     * @throws ReportException if there is no such account, or the database cannot be used now
     */
    Login login(Account account, String database) throws ReportException, InterruptedException;

    /** Somebody will need it: has it started where that is the host's business. Returns at once. */
    void demand();

    /** Begins to watch it. */
    Watch watch();

    /** The name of the host's own worker that watches it. */
    String watcher();

    /** What that worker is doing, for listings. */
    String activity();

    /** Has its configuration read again where that is the host's business. */
    void reload();

    /** Has it started again where that is the host's business. */
    void restart();

    /** What it is, for the log; holds no password. */
    String description();

    /** Has {@link #close} take no time over order. */
    void stopAtOnce();

    @Override
    void close();
}
