package org.bgworker.host.bench.launch;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What all rounds of a benchmark came to; a row of the table.
 *
 * @param benchmark its name
 * @param unit of the figures
 * @param goal the ratio to reach
 * @param rounds of all forks
 */
record Result(String benchmark, String unit, String goal, List<Round> rounds) {
    static final String HEAD =
            """
            | benchmark | floor | bgworker | ratio | goal |
            |---|---:|---:|---:|---|
            """;

    /** Medians, with the span that leaves out the lowest and the highest tenth. */
    String row() {
        return "| %s | %s %s | %s %s | %s | %s |%n"
                .formatted(
                        benchmark,
                        spread("%,.1f", Round::floor),
                        unit,
                        spread("%,.1f", Round::bgworker),
                        unit,
                        spread("%.2f", Round::ratio),
                        goal);
    }

    private String spread(String format, ToDoubleFunction<Round> figure) {
        var figures = rounds.stream().mapToDouble(figure).toArray();
        return "%s (%s–%s)"
                .replace("%s", format)
                .formatted(
                        Figures.quantile(figures, 0.5),
                        Figures.quantile(figures, 0.1),
                        Figures.quantile(figures, 0.9));
    }
}
