package org.bgworker.host.database;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.bgworker.host.report.ReportException;

/** A PostgreSQL server. */
public final class PostgresDatabase implements Database {
    private static final Pattern DATABASE =
            Pattern.compile("^(jdbc:postgresql:(?://[^/?]*/)?)[^/?]*");
    private static final String CONNECT_SECONDS = "10";

    private final Drivers drivers;
    private final Login login;
    private volatile Optional<Connection> watch = Optional.empty();

    /** Connects to nothing yet. */
    public PostgresDatabase(Drivers drivers, Login login) throws ReportException {
        this.drivers = drivers;
        this.login = login;
        try {
            if (!drivers.accepts(login.url())) {
                throw new ReportException(
                        "invalid value for parameter \"database_url\": \"%s\""
                                .formatted(login.shownUrl()),
                        "No JDBC driver accepts it.",
                        "A URL is jdbc:postgresql://host:5432/database.");
            }
        } catch (SQLException bad) {
            throw new ReportException(
                    "invalid value for parameter \"database_url\": \"%s\""
                            .formatted(login.shownUrl()),
                    "%s.".formatted(bad.getMessage()),
                    "");
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
            return new Session(connection, () -> cancel(connection));
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    private Connection connect(String applicationName, String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        if (!login.user().isEmpty()) {
            properties.setProperty("user", login.user());
        }
        try {
            login.password().ifPresent(password -> properties.setProperty("password", password));
        } catch (ReportException unreadable) {
            var report = unreadable.report();
            throw new SQLException(report.primary() + ": " + report.detail(), "28000", unreadable);
        }
        var url =
                database.isEmpty()
                        ? login.url()
                        : DATABASE.matcher(login.url())
                                .replaceFirst(
                                        "$1"
                                                + java.util.regex.Matcher.quoteReplacement(
                                                        java.net.URLEncoder.encode(
                                                                database,
                                                                java.nio.charset.StandardCharsets
                                                                        .UTF_8)));
        return drivers.connect(url, properties);
    }

    /** {@code PGConnection.cancelQuery}; the driver's classes are not the host's. */
    private static void cancel(Connection connection) throws SQLException {
        try {
            connection.getClass().getMethod("cancelQuery").invoke(connection);
        } catch (InvocationTargetException failed) {
            throw new SQLException("could not cancel the statement", failed.getCause());
        } catch (ReflectiveOperationException otherDriver) {
            throw new SQLException("the driver cannot cancel a statement", otherDriver);
        }
    }

    @Override
    public synchronized boolean writable() throws SQLException {
        try {
            if (watch.isEmpty()) {
                watch = Optional.of(connect("bgworker server state", ""));
            }
            try (var statement = watch.orElseThrow().createStatement();
                    var row = statement.executeQuery("select not pg_is_in_recovery()")) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException lost) {
            close();
            throw lost;
        }
    }

    @Override
    public String description() {
        return "database server " + login.shownUrl();
    }

    /** Without the lock, and without a farewell: a server that does not answer keeps both busy. */
    @Override
    public void close() throws SQLException {
        var last = watch;
        watch = Optional.empty();
        if (last.isPresent()) {
            last.orElseThrow().abort(Runnable::run);
        }
    }
}
