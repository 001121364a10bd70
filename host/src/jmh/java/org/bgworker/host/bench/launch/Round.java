package org.bgworker.host.bench.launch;

/**
 * Both sides of a contest, measured in turn.
 *
 * @param floor the median of the bare side
 * @param bgworker the median of the host
 * @param others what other processes took of the processors meanwhile
 */
record Round(double floor, double bgworker, double others) {
    static Round of(Contest contest, int samples) throws Exception {
        var before = Neighbours.now();
        var floor = new double[samples];
        var bgworker = new double[samples];
        for (int i = 0; i < samples; i++) {
            floor[i] = contest.floor();
            bgworker[i] = contest.bgworker();
        }
        return new Round(Figures.median(floor), Figures.median(bgworker), before.share());
    }

    static Round parse(String line) {
        var figures = line.split(" ", 3);
        return new Round(
                Double.parseDouble(figures[0]),
                Double.parseDouble(figures[1]),
                Double.parseDouble(figures[2]));
    }

    double ratio() {
        return bgworker / floor;
    }

    @Override
    public String toString() {
        return floor + " " + bgworker + " " + others;
    }
}
