package org.bgworker.host.database;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.postmaster.DatabaseCondition;

/**
 * Watches a PostgreSQL server over one small connection. No server tells an idle client that it was
 * promoted, so it is asked; that it is gone is told by the connection itself, on which every pause
 * listens.
 */
final class ServerWatch implements Watch {
    private static final Duration RARELY = Duration.ofSeconds(1);
    private static final int PATIENCE = 10;

    private final Connector connector;
    private final Duration pollInterval;
    private final SpareSessions spares;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Connection> connection = Optional.empty();

    /**
     * Connects to nothing yet.
     *
     * @param pollInterval between two looks at a server that may change any moment
     */
    ServerWatch(Connector connector, Duration pollInterval, SpareSessions spares) {
        this.connector = connector;
        this.pollInterval = pollInterval;
        this.spares = spares;
    }

    /** A server that has ended one session is asked at once whether it takes another. */
    @Override
    public DatabaseCondition look() {
        boolean connected = connection.isPresent();
        try {
            var seen = ask();
            spares.make();
            return seen;
        } catch (SQLException failed) {
            drop();
            if (closed.getCount() == 0) {
                return DatabaseCondition.UNKNOWN;
            }
            if (connected && !ServerFailure.isSilence(failed)) {
                return look();
            }
            spares.discard();
            return ServerFailure.condition(failed);
        }
    }

    private DatabaseCondition ask() throws SQLException {
        try (var statement = open().createStatement();
                var row = statement.executeQuery("select pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1) ? DatabaseCondition.READ_ONLY : DatabaseCondition.READ_WRITE;
        }
    }

    private Connection open() throws SQLException {
        var known = connection;
        if (known.isPresent()) {
            return known.orElseThrow();
        }
        var made = connector.connectImpatiently("bgworker server state", "");
        connection = Optional.of(made);
        if (closed.getCount() == 0) {
            drop();
        }
        return made;
    }

    /**
     * One that is down is asked again after a tenth of the time that it has been down: soon at
     * first, and never more rarely than each second.
     */
    @Override
    public Duration pace(DatabaseCondition seen, Duration since) {
        return switch (seen.kind()) {
            case READ_ONLY -> pollInterval;
            case NOT_STARTED, STARTING, FAILED, READ_WRITE, REFUSING, UNKNOWN -> RARELY;
            case GONE, SHUTTING_DOWN, STARTING_UP -> {
                var share = Duration.ofNanos(since.toNanos() / PATIENCE);
                var wait = share.compareTo(pollInterval) < 0 ? pollInterval : share;
                yield wait.compareTo(RARELY) > 0 ? RARELY : wait;
            }
        };
    }

    @Override
    public boolean pause(Duration time) throws InterruptedException {
        var open = connection;
        if (open.isPresent()) {
            try {
                listen(open.orElseThrow(), time);
            } catch (SQLException lost) {
                drop();
            }
            return closed.getCount() > 0;
        }
        return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@code PGConnection.getNotifications}; the driver's classes are not the host's. */
    private static void listen(Connection on, Duration time) throws SQLException {
        try {
            on.getClass()
                    .getMethod("getNotifications", int.class)
                    .invoke(on, Math.toIntExact(time.toMillis()));
        } catch (InvocationTargetException failed) {
            throw new SQLException("the connection has ended", failed.getCause());
        } catch (ReflectiveOperationException otherDriver) {
            throw new SQLException("the driver cannot listen", otherDriver);
        }
    }

    /** Without a farewell: a server that does not answer would keep it waiting. */
    private void drop() {
        var last = connection;
        connection = Optional.empty();
        last.ifPresent(Connections::abort);
    }

    @Override
    public void close() {
        closed.countDown();
        drop();
    }
}
