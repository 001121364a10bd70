package org.bgworker.host.bench.libraries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bgworker.host.bench.launch.Figures;
import org.bgworker.host.bench.launch.Neighbours;

/** All samples of a run; those of one fork's number were measured in turn. */
final class Samples {
    private final Map<Place, List<Sample>> all = new HashMap<>();

    /**
     * A row of the table.
     *
     * @param contender the host
     * @param count of libraries
     */
    record Place(Contender contender, int count) {
        Place floor() {
            return new Place(Contender.FLOOR, count);
        }

        Place with(int another) {
            return new Place(contender, another);
        }
    }

    void add(Place place, Sample sample) {
        all.computeIfAbsent(place, _ -> new ArrayList<>()).add(sample);
    }

    double[] of(Place place, Figure figure) {
        return all.getOrDefault(place, List.of()).stream()
                .mapToDouble(one -> one.of(figure))
                .toArray();
    }

    double median(Place place, Figure figure) {
        return Figures.median(of(place, figure));
    }

    /** The median of the ratios to the floor of the same fork. */
    double ratio(Place place, Figure figure) {
        var ours = of(place, figure);
        var floor = of(place.floor(), figure);
        return Figures.median(
                IntStream.range(0, ours.length).mapToDouble(i -> ours[i] / floor[i]).toArray());
    }

    /** How many were taken beside neighbours that were not quiet. */
    long disturbed() {
        return all.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.of(Figure.OTHERS) > Neighbours.QUIET)
                .count();
    }
}
