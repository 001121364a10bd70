package org.bgworker.host.cli.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bgworker.host.cli.Screen;

/** Columns under their titles, each as wide as its widest cell. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    void print(Screen screen) {
        var widths =
                IntStream.range(0, rows.getFirst().size())
                        .map(column ->
                                rows.stream()
                                        .mapToInt(row -> row.get(column).length())
                                        .max()
                                        .orElse(0))
                        .toArray();
        for (var row : rows) {
            screen.line(
                    IntStream.range(0, row.size())
                            .mapToObj(i -> padded(row.get(i), widths[i]))
                            .collect(Collectors.joining(GAP))
                            .stripTrailing());
        }
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
