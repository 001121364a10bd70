package org.bgworker.host.database;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Objects;
import org.bgworker.host.postmaster.DatabaseCondition;
import org.bgworker.host.postmaster.DatabaseCondition.Kind;

/** Tells from what a look failed with what a server is like. */
final class ServerFailure {
    private static final String CANNOT_CONNECT_NOW = "57P03";
    private static final String CONNECTION_EXCEPTION = "08";

    private ServerFailure() {}

    static DatabaseCondition condition(SQLException failed) {
        var state = Objects.requireNonNullElse(failed.getSQLState(), "");
        var reason =
                failed.getMessage() + (state.isEmpty() ? "" : " (SQLSTATE %s)".formatted(state));
        return new DatabaseCondition(kind(state, reason), reason);
    }

    /** The server says in words alone which way it is going. */
    private static Kind kind(String sqlState, String message) {
        if (sqlState.equals(CANNOT_CONNECT_NOW)) {
            return message.contains("shutting down") ? Kind.SHUTTING_DOWN : Kind.STARTING_UP;
        }
        return sqlState.startsWith(CONNECTION_EXCEPTION) ? Kind.GONE : Kind.REFUSING;
    }

    /** Whether nothing was heard at all, rather than bad news. */
    static boolean isSilence(SQLException failed) {
        return failed.getCause() instanceof SocketTimeoutException;
    }
}
