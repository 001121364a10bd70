package org.bgworker.host.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.postmaster.DatabaseCondition;

/**
 * H2 in the data directory, spoken to in PostgreSQL's dialect. {@code WRITE_DELAY=0} is what loses
 * no commit, {@code retry:} what keeps an interrupt during a write from closing the database for
 * everybody, and {@link OneWriter} what keeps transactions whole when the host is killed.
 */
public final class EmbeddedDatabase implements Database {
    /** How its URL begins, by which its driver is found. */
    public static final String PREFIX = "jdbc:h2:";

    private static final String USER = "bgworker";
    private static final String NAME = "postgres";
    private static final String OPTIONS =
            ";WRITE_DELAY=0;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                    + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0";

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration NEVER = Duration.ofDays(100_000);

    private final Drivers drivers;
    private final String url;
    private final OneWriter writer = new OneWriter();
    private Optional<Connection> host = Optional.empty();

    /** The database {@code embedded} in a data directory, not opened yet. */
    public EmbeddedDatabase(Drivers drivers, Path data) {
        this.drivers = drivers;
        this.url = PREFIX + "retry:" + data.toAbsolutePath().resolve("embedded") + OPTIONS;
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", "");
        return drivers.connect(url, properties);
    }

    @Override
    public Session open(String applicationName, String database, String user) throws SQLException {
        if (!database.isEmpty() && !database.equals(NAME)) {
            throw new SQLException("database \"%s\" does not exist".formatted(database), "3D000");
        }
        if (!user.isEmpty() && !user.equals(USER)) {
            throw new SQLException("role \"%s\" does not exist".formatted(user), "28000");
        }
        var connection = connect();
        try (var statement = connection.prepareStatement("select session_id()");
                var row = statement.executeQuery()) {
            row.next();
            int id = row.getInt(1);
            var session = new WriterSession(connection, writer);
            return new Session(
                    session.connection(),
                    () -> {
                        session.cancelWait();
                        cancel(id);
                    });
        }
    }

    private synchronized void cancel(int session) throws SQLException {
        if (host.isPresent()) {
            try (var call = host.orElseThrow().prepareStatement("select cancel_session(?)")) {
                call.setInt(1, session);
                call.executeQuery().close();
            }
        }
    }

    /** The first look opens or makes the database; it does not change by itself. */
    @Override
    public Watch watch() {
        return new Watch() {
            private final CountDownLatch closed = new CountDownLatch(1);

            @Override
            public DatabaseCondition look() {
                try {
                    begin();
                    return DatabaseCondition.READ_WRITE;
                } catch (SQLException failed) {
                    return ServerFailure.condition(failed);
                }
            }

            @Override
            public boolean pause(Duration time) throws InterruptedException {
                return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public Duration pace(DatabaseCondition seen, Duration since) {
                return seen.kind() == DatabaseCondition.Kind.READ_WRITE ? NEVER : RETRY;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }

    private synchronized void begin() throws SQLException {
        if (host.isEmpty()) {
            host = Optional.of(connect());
        }
    }

    @Override
    public String description() {
        return "embedded database";
    }

    /** Writes everything and closes the file. */
    @Override
    public synchronized void close() throws SQLException {
        writer.close();
        if (host.isPresent()) {
            try (var connection = host.orElseThrow();
                    var statement = connection.createStatement()) {
                host = Optional.empty();
                statement.execute("shutdown");
            }
        }
    }
}
