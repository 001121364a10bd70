package org.bgworker.host.journal;

import java.time.Instant;
import org.bgworker.host.flight.Flight;
import org.bgworker.host.postmaster.Happening;
import org.bgworker.host.recent.Recent;

/** Keeps what happens, counts it, and tells the flight recorder. */
public final class Journal {
    /** How many entries are kept. */
    public static final int KEPT = 2000;

    private final Recent<Entry> recent = new Recent<>(KEPT);
    private final Figures figures = new Figures();

    /** An empty one. */
    public Journal() {}

    /** Notes what has just happened. */
    public void add(Happening happening) {
        figures.count(happening);
        recent.add(new Entry(Instant.now(), Brief.of(happening)));
        Flight.tell(happening);
    }

    /** The last entries. */
    public Recent<Entry> recent() {
        return recent;
    }

    /** The sums of all. */
    public Figures figures() {
        return figures;
    }
}
