package org.bgworker.host.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.bgworker.host.report.ReportException;

/** Connects to one server as one role. What the URL says comes before what is said here. */
final class Connector {
    private static final String SOCKET_TIMEOUT = "socketTimeout";
    private static final String CLIENT_CHECK = "client_connection_check_interval";
    private static final int CLIENT_CHECK_SINCE = 14;

    private final Drivers drivers;
    private final Login login;
    private final String seconds;
    private final boolean checkClients;

    /**
     * Connects to nothing yet.
     *
     * @param timeout how long the server may take for each answer while a connection is made
     * @param checkClients whether the server is to be told to notice when its client has gone
     */
    Connector(Drivers drivers, Login login, Duration timeout, boolean checkClients) {
        this.checkClients = checkClients && !login.url().contains(CLIENT_CHECK);
        this.drivers = drivers;
        this.login = login;
        this.seconds = Long.toString(Math.max(1, timeout.toSeconds()));
    }

    Login login() {
        return login;
    }

    /** A connection whose statements may take as long as they like. */
    Connection connect(String applicationName, String database) throws SQLException {
        var connection = connectImpatiently(applicationName, database);
        if (checkClients) {
            checkClient(connection);
        }
        if (!login.says(SOCKET_TIMEOUT)) {
            connection.setNetworkTimeout(Runnable::run, 0);
        }
        return connection;
    }

    /** What a client that has gone was executing runs on otherwise, with its locks. */
    private static void checkClient(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() >= CLIENT_CHECK_SINCE) {
            try (var statement = connection.createStatement()) {
                statement.execute("set %s = '1s'".formatted(CLIENT_CHECK));
            } catch (SQLException refused) { // by a system that cannot tell
                if (connection.isClosed()) {
                    throw refused;
                }
            }
        }
    }

    /** A connection whose statements fail as well when the server does not answer. */
    Connection connectImpatiently(String applicationName, String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty(SOCKET_TIMEOUT, seconds);
        properties.setProperty("tcpKeepAlive", "true");
        // the driver's own memory of who is the primary is wrong for a while after a failover
        properties.setProperty("hostRecheckSeconds", "0");
        // saves two round trips
        properties.setProperty("assumeMinServerVersion", "9.4");
        if (!login.user().isEmpty()) {
            properties.setProperty("user", login.user());
        }
        password(properties);
        return drivers.connect(login.url(database), properties);
    }

    private void password(Properties properties) throws SQLException {
        try {
            login.password().read().ifPresent(found -> properties.setProperty("password", found));
        } catch (ReportException unreadable) {
            var report = unreadable.report();
            throw new SQLException(report.primary() + ": " + report.detail(), "28000", unreadable);
        }
    }
}
