package org.bgworker.sample.scheduler;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a command gave, in a few words: of several statements, the last. */
final class CommandResult {
    private static final int LONGEST = 1000;
    private static final int ROWS_AT_A_TIME = 1000;

    private CommandResult() {}

    /** Executes a command. One value is given as it is; of more, and of changes, the number. */
    static String of(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // a brace is a brace
            statement.setFetchSize(ROWS_AT_A_TIME);
            var result = "";
            boolean isQuery = statement.execute(command);
            while (isQuery || statement.getUpdateCount() >= 0) {
                result = isQuery ? of(statement.getResultSet()) : rows(statement.getUpdateCount());
                isQuery = statement.getMoreResults();
            }
            return result;
        }
    }

    private static String of(ResultSet rows) throws SQLException {
        try (rows) {
            var first = "";
            long count = 0;
            while (rows.next()) {
                count++;
                if (count == 1) {
                    first = String.valueOf(rows.getString(1));
                }
            }
            boolean single = count == 1 && rows.getMetaData().getColumnCount() == 1;
            return single ? shortened(first) : rows(count);
        }
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private static String shortened(String text) {
        int length = Math.min(LONGEST, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length));
    }
}
