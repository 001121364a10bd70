package org.bgworker.host.bench.start;

import java.io.IOException;
import java.util.Arrays;

/**
 * Two processes that are measured in turn, so that both meet the same neighbours.
 *
 * @param name of the benchmark
 * @param floor what is not ours
 * @param bgworker what is
 * @param goal the ratio to reach
 */
record Contest(String name, ColdProcess floor, ColdProcess bgworker, String goal) {
    /** A row of the table; the first round is not counted. */
    String row(int rounds) throws IOException, InterruptedException {
        var floors = new double[rounds];
        var ours = new double[rounds];
        floor.milliseconds();
        bgworker.milliseconds();
        for (int i = 0; i < rounds; i++) {
            floors[i] = floor.milliseconds();
            ours[i] = bgworker.milliseconds();
        }
        var ratios = new double[rounds];
        Arrays.setAll(ratios, i -> ours[i] / floors[i]);
        return "| %s | %s ms | %s ms | %.2f (%s) | %s |"
                .formatted(
                        name,
                        spread("%.0f", floors),
                        spread("%.0f", ours),
                        at(0.5, ours) / at(0.5, floors),
                        spread("%.2f", ratios),
                        goal);
    }

    private static String spread(String format, double[] figures) {
        return "%s (%s–%s)"
                .replace("%s", format)
                .formatted(at(0.5, figures), at(0.1, figures), at(0.9, figures));
    }

    private static double at(double share, double[] figures) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
