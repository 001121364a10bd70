package org.bgworker.host.cli.remote;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Objects;
import org.bgworker.host.cli.Screen;
import org.bgworker.host.database.Console;
import org.bgworker.host.report.Harmless;
import org.bgworker.host.report.Report;

/** Prints results of statements for people. */
final class ResultTables implements Console.Results {
    private static final String NULL = "NULL";

    /** Each row of a table is as wide as the widest. */
    private static final int LONGEST_VALUE = 1000;

    private final Screen screen;
    private final Screen notices;

    ResultTables(Screen screen, Screen notices) {
        this.screen = screen;
        this.notices = notices;
    }

    @Override
    public void rows(ResultSet rows) throws SQLException {
        var table = new Table(titles(rows.getMetaData()));
        long count = 0;
        for (; rows.next(); count++) {
            table.row(cells(rows));
        }
        table.print(screen, Terminal.COLUMNS, false);
        screen.line("(" + counted(count) + ")");
        screen.line("");
    }

    private static String[] titles(ResultSetMetaData of) throws SQLException {
        var titles = new String[of.getColumnCount()];
        for (int i = 0; i < titles.length; i++) {
            titles[i] = Harmless.word(of.getColumnLabel(i + 1));
        }
        return titles;
    }

    private static String[] cells(ResultSet of) throws SQLException {
        var cells = new String[of.getMetaData().getColumnCount()];
        for (int i = 0; i < cells.length; i++) {
            var value = Objects.requireNonNullElse(of.getString(i + 1), NULL);
            cells[i] = Words.cut(value, LONGEST_VALUE);
        }
        return cells;
    }

    /** Neither the driver nor the server's answer says more of a statement without rows. */
    @Override
    public void changed(long rows) {
        screen.line("(" + counted(rows) + " changed)");
    }

    private static String counted(long rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }

    @Override
    public void notice(Report notice) {
        notices.report(notice);
    }
}
