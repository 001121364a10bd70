package org.bgworker.host.cli.remote;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.cli.Screen;
import org.bgworker.host.database.Console;
import org.bgworker.host.report.Report;

/** Collects results of statements as trees of JSON: of rows, or of how many were changed. */
final class ResultTrees implements Console.Results {
    private final List<Object> list = new ArrayList<>();
    private final Screen notices;

    ResultTrees(Screen notices) {
        this.notices = notices;
    }

    /** All so far. */
    List<Object> list() {
        return List.copyOf(list);
    }

    @Override
    public void rows(ResultSet rows) throws SQLException {
        var columns = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            columns.add(rows.getMetaData().getColumnLabel(i));
        }
        var values = new ArrayList<>();
        while (rows.next()) {
            var row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(value(Optional.ofNullable(rows.getString(i)), type(rows, i)));
            }
            values.add(row);
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("columns", columns);
        tree.put("rows", values);
        list.add(tree);
    }

    private static int type(ResultSet of, int column) throws SQLException {
        return of.getMetaData().getColumnType(column);
    }

    /** Numbers and truth values as such, all others as the server writes them. */
    static Object value(Optional<String> text, int type) {
        if (text.isEmpty()) {
            return text;
        }
        var value = text.orElseThrow();
        return switch (type) {
            case Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.DOUBLE,
                    Types.NUMERIC ->
                    number(value);
            case Types.BIT, Types.BOOLEAN ->
                    switch (value) {
                        case "t" -> true;
                        case "f" -> false;
                        default -> value;
                    };
            default -> value;
        };
    }

    /** A number, or the text if it is none, such as NaN or an amount of money. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException other) {
            return text;
        }
    }

    @Override
    public void changed(long rows) {
        list.add(Map.of("changed", rows));
    }

    @Override
    public void notice(Report notice) {
        notices.report(notice);
    }
}
