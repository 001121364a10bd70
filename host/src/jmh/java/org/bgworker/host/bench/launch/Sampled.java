package org.bgworker.host.bench.launch;

/**
 * What was measured in one round, the two sides in turn.
 *
 * @param floor the bare side, one figure for each sample
 * @param bgworker the host
 * @param others what other processes took of the processors meanwhile
 */
record Sampled(double[] floor, double[] bgworker, double others) {
    static Sampled of(Contest contest, int samples) throws Exception {
        var before = Neighbours.now();
        var floor = new double[samples];
        var bgworker = new double[samples];
        for (int i = 0; i < samples; i++) {
            floor[i] = contest.floor();
            bgworker[i] = contest.bgworker();
        }
        return new Sampled(floor, bgworker, before.share());
    }

    /** Both sides at this share of their samples. */
    Round at(double share) {
        return new Round(
                Figures.quantile(floor, share), Figures.quantile(bgworker, share), others);
    }
}
