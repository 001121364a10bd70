package org.bgworker.host.database;

import java.sql.SQLException;
import java.util.Map;
import org.bgworker.host.report.ReportException;

/**
 * Where the sessions of workers come from: the host's database, whose condition gates starts, and
 * others that have names.
 */
public final class Sessions implements AutoCloseable {
    private final Database main;
    private final Map<String, Database> named;

    /** Opens nothing yet. */
    public Sessions(Database main, Map<String, Database> named) {
        this.main = main;
        this.named = Map.copyOf(named);
    }

    /** The host's database. */
    public Database main() {
        return main;
    }

    /**
     * Opens a session.
     *
     * @param applicationName shown by the server
     * @param database a named database, else the name of one on the host's own server; empty for
     *     the default
     * @param user empty for the default
     */
    public Session open(String applicationName, String database, String user) throws SQLException {
        var other = named.get(database);
        return other == null
                ? main.open(applicationName, database, user)
                : other.open(applicationName, "", user);
    }

    /**
     * How a program of an administrator logs in.
     *
     * @param database as of {@link #open}
     */
    public Login login(Account account, String database)
            throws ReportException, InterruptedException {
        var other = named.get(database);
        return other == null ? main.login(account, database) : other.login(account, "");
    }

    @Override
    public void close() {
        for (var other : named.values()) {
            other.close();
        }
        main.close();
    }
}
