package org.bgworker.host.bench.launch;

import java.util.Arrays;

/** What a sample of figures comes to. */
public final class Figures {
    private Figures() {}

    /** The figure below which lies this share of the others. */
    public static double quantile(double[] figures, double share) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** The figure in the middle. */
    public static double median(double[] figures) {
        return quantile(figures, 0.5);
    }
}
