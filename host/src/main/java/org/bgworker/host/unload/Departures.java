package org.bgworker.host.unload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * Watches swept libraries go. Holds them weakly; whoever has handed them in drops the rest.
 *
 * <p>For one thread, of the host and not the postmaster's: a collection takes its time. Times are
 * nanoseconds since some moment.
 */
public final class Departures {
    /** To say what holds a library takes a while; the others are told at the next looks. */
    private static final int TOLD_AT_ONCE = 16;

    private final Patience patience;
    private final Runnable collector;
    private final Function<Swept, List<String>> holders;
    private final List<Departing> waiting = new ArrayList<>();
    private final List<Swept> leaked = new ArrayList<>();
    private OptionalLong lastCollection = OptionalLong.empty();
    private long lastLook;

    /**
     * Watches nothing yet.
     *
     * @param patience how long is waited for what
     * @param collector asks for a collection, and comes back when that is done
     * @param holders gives a clause for each thing that holds a library
     */
    public Departures(
            Patience patience, Runnable collector, Function<Swept, List<String>> holders) {
        this.patience = patience;
        this.collector = collector;
        this.holders = holders;
    }

    /** A library that is waited for, and how many collections it has outlived. */
    private record Departing(Swept library, long since, int collections) {
        Departing collected() {
            return new Departing(library, since, collections + 1);
        }

        /** Some things go with the second collection only, such as what has a cleaner. */
        boolean enough() {
            return collections >= 2;
        }
    }

    /**
     * A library that does not go.
     *
     * @param library which
     * @param report what holds it
     */
    public record Leak(Swept library, Report report) {}

    /**
     * What a look has shown; each library is in one list of it, and in no two looks in the same.
     *
     * @param gone have been collected
     * @param leaked are overdue, for the first time
     * @param late had leaked, and have been collected after all
     */
    public record Look(List<Swept> gone, List<Leak> leaked, List<Swept> late) {}

    /** Takes over libraries, from now on to be gone. */
    public void take(Collection<Swept> libraries, long now) {
        libraries.forEach(one -> waiting.add(new Departing(one, now, 0)));
    }

    /** Looks who has gone, and asks for a collection where that is due. */
    public Look look(long now) {
        lastLook = now;
        var gone = takeGone();
        if (!waiting.isEmpty() && now - collectionAt() >= 0) {
            lastCollection = OptionalLong.of(now);
            collect();
            gone.addAll(takeGone());
        }
        var late = leaked.stream().filter(Swept::gone).toList();
        leaked.removeAll(late);
        return new Look(gone, takeLeaked(now), late);
    }

    private void collect() {
        collector.run();
        waiting.replaceAll(Departing::collected);
        boolean beans =
                waiting.stream()
                        .flatMap(one -> one.library().loader().stream())
                        .anyMatch(loader -> loader.uses(Api.BEANS));
        if (beans) {
            BeanCaches.flush();
        }
    }

    /** When the next look is worth while; none if nothing is watched. */
    public OptionalLong nextLook() {
        if (waiting.isEmpty()) {
            return leaked.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(lastLook + patience.betweenCollections().toNanos());
        }
        var overdue = waiting.stream().filter(Departing::enough).mapToLong(this::overdueAt);
        return LongStream.concat(overdue, LongStream.of(collectionAt())).min();
    }

    private List<Swept> takeGone() {
        var gone = waiting.stream().map(Departing::library).filter(Swept::gone).toList();
        waiting.removeIf(one -> gone.contains(one.library()));
        return new ArrayList<>(gone);
    }

    private List<Leak> takeLeaked(long now) {
        var overdue =
                waiting.stream()
                        .filter(one -> one.enough() && now - overdueAt(one) >= 0)
                        .limit(TOLD_AT_ONCE)
                        .toList();
        waiting.removeAll(overdue);
        return overdue.stream()
                .map(Departing::library)
                .map(library -> {
                    leaked.add(library);
                    return new Leak(library, report(library));
                })
                .toList();
    }

    /** When the longest waiting may be helped. */
    private long collectionAt() {
        long due = waiting.getFirst().since() + patience.byThemselves().toNanos();
        return lastCollection.isEmpty()
                ? due
                : later(due, lastCollection.getAsLong() + patience.betweenCollections().toNanos());
    }

    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }

    private long overdueAt(Departing one) {
        return one.since() + patience.leaked().toNanos();
    }

    private Report report(Swept library) {
        return new Report(
                Severity.WARNING,
                library.words() + " is unloaded but does not go away",
                "Still there after %d ms. What holds it:\n%s"
                        .formatted(
                                patience.leaked().toMillis(),
                                String.join("\n", holders.apply(library))),
                "Its memory stays in use until the host ends. Take threads, executors and timers from the worker's context, and undo at its end what the worker has registered elsewhere.");
    }
}
