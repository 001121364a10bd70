package org.bgworker.host.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/** An administrator's session, which executes texts of one or more statements. */
public final class Console implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Connection connection;

    private Console(Connection connection) {
        this.connection = connection;
    }

    /** Takes the results in their order. */
    public interface Results {
        /** Rows, which are read now or never. */
        void rows(ResultSet rows) throws SQLException;

        /** A statement that gives none has changed so many; 0 too where it cannot change any. */
        void changed(long rows);

        /** What the server has said beside them; before those of the same text. */
        void notice(Report notice);
    }

    /** Begins a session. */
    public static Console connect(Drivers drivers, Login login) throws ReportException {
        // the server splits the text into statements; no client can do so in all cases
        var simple = login.with("preferQueryMode", "simple");
        try {
            return new Console(
                    new Connector(drivers, simple, TIMEOUT, true).connect("bgworker sql", ""));
        } catch (SQLException refused) {
            throw new ReportException(
                    "could not connect to %s".formatted(login.shownUrl()),
                    String.valueOf(refused.getMessage()),
                    "");
        }
    }

    /**
     * Executes a text. Its statements are one transaction, unless they say otherwise.
     *
     * @throws ReportException at the first error; then there are no results of the text
     */
    public void execute(String text, Results to) throws ReportException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean isRows = begin(statement, text, to);
            for (long count = 0; count >= 0; isRows = statement.getMoreResults()) {
                if (isRows) {
                    try (var rows = statement.getResultSet()) {
                        to.rows(rows);
                    }
                } else {
                    count = statement.getLargeUpdateCount();
                    if (count >= 0) {
                        to.changed(count);
                    }
                }
            }
        } catch (SQLException failed) {
            throw new ReportException(ServerMessage.error(failed, text));
        }
    }

    private static boolean begin(Statement statement, String text, Results to) throws SQLException {
        try {
            return statement.execute(text);
        } finally {
            for (var next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
                to.notice(ServerMessage.notice(next));
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException broken) {
            Connections.abort(connection);
        }
    }
}
