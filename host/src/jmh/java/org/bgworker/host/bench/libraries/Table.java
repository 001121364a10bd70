package org.bgworker.host.bench.libraries;

import org.bgworker.host.bench.launch.Figures;
import org.bgworker.host.bench.libraries.Samples.Place;

/** Prints the samples, a row for each host and count of libraries. */
final class Table {
    static final String HEAD =
            """
            | libraries | host | load cold, ms | ratio | load warm, ms | ratio | unload, ms | heap each, bytes | metaspace each, bytes | files open: loaded / unloaded / collected | loaders left |
            |---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private final Samples samples;
    private final Plan plan;

    Table(Samples samples, Plan plan) {
        this.samples = samples;
        this.plan = plan;
    }

    String rows() {
        var rows = new StringBuilder();
        for (int count : plan.counts()) {
            for (var contender : Contender.present()) {
                rows.append(row(new Place(contender, count)));
            }
        }
        return rows.toString();
    }

    private String row(Place place) {
        return "| %,d | %s | %s | %s | %s | %s | %s | %s | %.0f |%n"
                .formatted(
                        place.count(),
                        place.contender().title(),
                        timed(place, Figure.COLD),
                        timed(place, Figure.WARM),
                        spread(samples.of(place, Figure.UNLOAD)),
                        marginal(place, Figure.HEAP),
                        marginal(place, Figure.METASPACE),
                        openFiles(place),
                        samples.median(place, Figure.LOADERS_LEFT));
    }

    private String timed(Place place, Figure figure) {
        double ratio = samples.ratio(place, figure);
        return Double.isNaN(ratio)
                ? "– | –"
                : "%s | %.2f".formatted(spread(samples.of(place, figure)), ratio);
    }

    private static String spread(double[] figures) {
        return "%,.1f (%,.1f–%,.1f)"
                .formatted(
                        Figures.quantile(figures, 0.5),
                        Figures.quantile(figures, 0.1),
                        Figures.quantile(figures, 0.9));
    }

    /** What a library more costs, between the next smaller count and this. */
    private String marginal(Place place, Figure figure) {
        int index = plan.counts().indexOf(place.count());
        if (index == 0) {
            return "–";
        }
        int fewer = plan.counts().get(index - 1);
        double more = samples.median(place, figure) - samples.median(place.with(fewer), figure);
        return "%,.0f".formatted(more / (place.count() - fewer));
    }

    private String openFiles(Place place) {
        return "%,.0f / %,.0f / %,.0f"
                .formatted(
                        samples.median(place, Figure.OPEN_LOADED),
                        samples.median(place, Figure.OPEN_UNLOADED),
                        samples.median(place, Figure.OPEN_COLLECTED));
    }
}
