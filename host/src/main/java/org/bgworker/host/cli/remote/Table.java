package org.bgworker.host.cli.remote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bgworker.host.cli.Screen;
import org.bgworker.host.cli.Screen.Colour;
import org.bgworker.host.report.Harmless;

/**
 * Columns under their titles, each as wide as its widest cell; on a terminal the widest ones are
 * cut until the table fits. States are coloured there.
 */
final class Table {
    private static final String GAP = "  ";
    private static final String COLOURED = "STATE";
    private static final int NARROWEST = 5;

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        this.titles = List.of(titles);
        rows.add(this.titles);
    }

    void row(String... cells) {
        rows.add(Arrays.stream(cells).map(Harmless::word).toList());
    }

    void print(Screen screen) {
        print(screen, Terminal.COLUMNS, Terminal.COLOUR);
    }

    void print(Screen screen, int columns, boolean colour) {
        var widths = widths(columns);
        for (int i = 0; i < rows.size(); i++) {
            print(screen, rows.get(i), widths, colour && i > 0);
        }
    }

    private int[] widths(int columns) {
        var widths = new int[titles.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        int gaps = GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() + gaps > columns) {
            int widest = widest(widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            if (widths[i] > widths[widest]) {
                widest = i;
            }
        }
        return widest;
    }

    private void print(Screen screen, List<String> row, int[] widths, boolean colour) {
        var line = new StringBuilder();
        int from = 0;
        int to = 0;
        for (int i = 0; i < widths.length; i++) {
            var cell = Words.cut(row.get(i), widths[i]);
            if (titles.get(i).equals(COLOURED)) {
                from = line.length();
                to = from + cell.length();
            }
            line.append(cell);
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - cell.length())).append(GAP);
            }
        }
        var text = line.toString().stripTrailing();
        if (colour && to > from) {
            screen.line(text, from, to, colourOf(text.substring(from, to)));
        } else {
            screen.line(text);
        }
    }

    private static Colour colourOf(String state) {
        return switch (state) {
            case "running", "loaded" -> Colour.GREEN;
            case "failed", "abandoned", "refused", "leaked" -> Colour.RED;
            case "finished", "available" -> Colour.NONE;
            default -> Colour.YELLOW;
        };
    }
}
