package org.bgworker.host.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cancels and ends other sessions of its role, over a session of its own.
 *
 * <p>The driver sends BEGIN and the first statement of a transaction together, as two commands. If
 * a cancel hits BEGIN, the server goes on with the statement, and commits it alone. So what begins
 * a transaction, or has only just begun, is not cancelled. The driver's own cancel request cannot
 * tell, and is left for a server that takes no further session.
 */
final class Canceller implements AutoCloseable {
    private static final String NAME = "bgworker cancel";

    /**
     * What has run that long does not end, and is not followed by BEGIN, while this looks at it.
     */
    private static final String CANCEL =
            """
            select pg_cancel_backend(pid) from pg_stat_activity
            where pid = ? and state = 'active' and query not in ('BEGIN', 'BEGIN READ ONLY')
                and query_start < clock_timestamp() - interval '20 milliseconds'\
            """;

    private static final String TERMINATE = "select pg_terminate_backend(?)";
    private static final long PATIENCE_MILLIS = 1000;

    private final Connector connector;
    private final ReentrantLock turn = new ReentrantLock();
    private Optional<Connection> session = Optional.empty();

    Canceller(Connector connector) {
        this.connector = connector;
    }

    /** Cancels what a backend executes, unless it is too early; whether it could look. */
    boolean cancel(int backend) throws SQLException {
        return execute(CANCEL, backend);
    }

    /** Ends a backend; whether it could be asked to. */
    boolean terminate(int backend) throws SQLException {
        return execute(TERMINATE, backend);
    }

    /** A server that does not answer one call does not keep the others waiting. */
    private boolean execute(String sql, int backend) throws SQLException {
        try {
            if (!turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            boolean fresh = session.isEmpty();
            try {
                execute(open(), sql, backend);
            } catch (SQLException lost) {
                close();
                if (fresh) {
                    throw lost;
                }
                execute(open(), sql, backend); // the server has been started again
            }
            return true;
        } finally {
            turn.unlock();
        }
    }

    private Connection open() throws SQLException {
        if (session.isEmpty()) {
            session = Optional.of(connector.connectImpatiently(NAME, ""));
        }
        return session.orElseThrow();
    }

    private static void execute(Connection on, String sql, int backend) throws SQLException {
        try (var statement = on.prepareStatement(sql)) {
            statement.setInt(1, backend);
            statement.executeQuery().close();
        }
    }

    /** Cuts the session; the next call begins another. */
    @Override
    public void close() {
        var last = session;
        session = Optional.empty();
        last.ifPresent(Connections::abort);
    }
}
