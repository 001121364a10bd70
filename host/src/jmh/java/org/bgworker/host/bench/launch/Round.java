package org.bgworker.host.bench.launch;

/**
 * Both sides of a contest, measured in turn.
 *
 * @param floor the figure of the bare side
 * @param bgworker that of the host
 * @param others what other processes took of the processors meanwhile
 */
record Round(double floor, double bgworker, double others) {
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
