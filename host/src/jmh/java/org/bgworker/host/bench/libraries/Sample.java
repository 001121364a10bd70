package org.bgworker.host.bench.libraries;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one trial measured.
 *
 * @param figures all of them
 */
record Sample(Map<Figure, Double> figures) {
    /** Reads what another process printed; hosts may have printed lines of their own. */
    static Sample parse(List<String> lines) {
        var figures = new EnumMap<Figure, Double>(Figure.class);
        for (var figure : Figure.values()) {
            var head = figure + " ";
            lines.stream()
                    .filter(line -> line.startsWith(head))
                    .forEach(line -> figures.put(figure, Double.valueOf(line.substring(head.length()))));
        }
        return new Sample(figures);
    }

    double of(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    @Override
    public String toString() {
        return figures.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining("\n"));
    }
}
