package org.bgworker.host.database;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.bgworker.host.report.ReportException;

/** A PostgreSQL server. */
public final class PostgresDatabase implements Database {
    private static final String PREFIX = "jdbc:postgresql:";

    private final Connector connector;
    private final SpareSessions spares;
    private final Canceller canceller;
    private final Duration pollInterval;

    /**
     * How a server is used.
     *
     * @param timeout how long it may take for an answer to the host
     * @param pollInterval between two looks at one that may be promoted, or come back
     * @param spareSessions how many are made ahead
     */
    public record Usage(Duration timeout, Duration pollInterval, int spareSessions) {}

    private PostgresDatabase(Drivers drivers, Login login, Usage usage, boolean checkClients) {
        this.connector = new Connector(drivers, login, usage.timeout(), checkClients);
        this.canceller = new Canceller(connector);
        this.spares = new SpareSessions(connector, usage.spareSessions());
        this.pollInterval = usage.pollInterval();
    }

    /**
     * Connects to nothing yet.
     *
     * @param setting that the URL stands in
     * @throws ReportException if the URL is none
     */
    public static PostgresDatabase of(Drivers drivers, Login login, Usage usage, String setting)
            throws ReportException {
        check(drivers, login, setting);
        return new PostgresDatabase(drivers, login, usage, true);
    }

    /** For the private server, whose command line sets what other sessions are told. */
    static PostgresDatabase ofPrivate(Drivers drivers, Login login, Usage usage) {
        return new PostgresDatabase(drivers, login, usage, false);
    }

    private static void check(Drivers drivers, Login login, String setting) throws ReportException {
        String detail;
        try {
            detail =
                    login.url().startsWith(PREFIX) && drivers.accepts(login.url())
                            ? ""
                            : "No JDBC driver accepts it.";
        } catch (SQLException bad) {
            detail = "%s.".formatted(bad.getMessage());
        }
        if (!detail.isEmpty()) {
            throw new ReportException(
                    "invalid value for parameter \"%s\": \"%s\""
                            .formatted(setting, login.shownUrl()),
                    detail,
                    "A URL is jdbc:postgresql://host:5432/database.");
        }
    }

    @Override
    public Session open(String applicationName, String database, String user) throws SQLException {
        var connection = connect(applicationName, database);
        try {
            if (!user.isEmpty()) {
                try (var statement = connection.createStatement()) {
                    statement.execute("set role " + statement.enquoteIdentifier(user, true));
                }
            }
            return new Session(connection, backend(connection));
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    private Connection connect(String applicationName, String database) throws SQLException {
        if (database.isEmpty()) {
            var spare = spares.take(applicationName);
            if (spare.isPresent()) {
                return spare.orElseThrow();
            }
        }
        return connector.connect(applicationName, database);
    }

    private Session.Backend backend(Connection connection) throws SQLException {
        int pid = (int) call(connection, "getBackendPID").orElse(0);
        return new Session.Backend() {
            @Override
            public void cancel() throws SQLException {
                try {
                    if (canceller.cancel(pid)) {
                        return;
                    }
                } catch (SQLException full) {
                    // the cancel request needs no session
                }
                var _ = call(connection, "cancelQuery");
            }

            @Override
            public void terminate() throws SQLException {
                var _ = canceller.terminate(pid);
            }
        };
    }

    /** A method of {@code PGConnection}; the driver's classes are not the host's. */
    private static Optional<Object> call(Connection connection, String method) throws SQLException {
        try {
            return Optional.ofNullable(connection.getClass().getMethod(method).invoke(connection));
        } catch (InvocationTargetException failed) {
            throw new SQLException("%s has failed".formatted(method), failed.getCause());
        } catch (ReflectiveOperationException otherDriver) {
            throw new SQLException("the driver has no " + method, otherDriver);
        }
    }

    @Override
    public Login login(Account account, String database) throws ReportException {
        return switch (account) {
            case WORKERS -> connector.login().to(database);
            case ADMINISTRATOR ->
                    throw new ReportException(
                            "the host has no administrator's access to %s".formatted(description()),
                            "It administers its private server alone.",
                            "Log in to that server with credentials of its own.");
        };
    }

    /** Begins to make spare sessions. */
    void makeSpares() {
        spares.make();
    }

    /** It is somebody else's. */
    @Override
    public void demand() {}

    @Override
    public void reload() {}

    @Override
    public void restart() {}

    @Override
    public void stopAtOnce() {}

    @Override
    public String watcher() {
        return "server state watcher";
    }

    @Override
    public String activity() {
        return description();
    }

    @Override
    public Watch watch() {
        return new ServerWatch(connector, pollInterval, spares);
    }

    @Override
    public String description() {
        return "database server " + connector.login().shownUrl();
    }

    @Override
    public void close() {
        canceller.close();
        spares.close();
    }
}
