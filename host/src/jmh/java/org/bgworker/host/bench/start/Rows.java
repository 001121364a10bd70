package org.bgworker.host.bench.start;

import java.util.List;
import java.util.Locale;
import org.bgworker.host.bench.Checkout;

/** How tables with a column for an older checkout look. */
final class Rows {
    private Rows() {}

    static String header(String what, String floor) {
        return Checkout.before().isPresent()
                ? "%n| %s | %s | before | now | before / floor | now / floor |%n|---|---:|---:|---:|---:|---:|"
                        .formatted(what, floor)
                : "%n| %s | %s | now | now / floor |%n|---|---:|---:|---:|"
                        .formatted(what, floor);
    }

    /** The floor's figures come first. */
    static String row(String name, List<Taken> figures) {
        var row = new StringBuilder("| " + name + " |");
        for (var one : figures) {
            row.append(" %.0f ms, CPU %.0f |".formatted(one.wall(), one.cpu()));
        }
        var floor = figures.getFirst();
        for (var one : figures.subList(1, figures.size())) {
            row.append(
                    String.format(
                            Locale.ROOT,
                            " %.2f, CPU %.2f |",
                            one.wall() / floor.wall(),
                            one.cpu() / floor.cpu()));
        }
        return row.toString();
    }
}
