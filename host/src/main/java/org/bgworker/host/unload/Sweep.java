package org.bgworker.host.unload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * Undoes what libraries have left behind outside of themselves, as far as that can be done from
 * outside: shutdown hooks (removed, not run), JDBC drivers, MBeans, handlers of {@code
 * java.util.logging}, security providers, events of the flight recorder, defaults of {@code
 * java.net}, the default uncaught exception handler, objects in System properties, context class
 * loaders of threads, caches of {@code java.beans}.
 *
 * <p>To be called when the last worker of each library has ended; on a thread of the host that may
 * wait, for code of the library may run: a driver, an MBean or a handler is told that it goes. That
 * code is given up after a limit.
 */
public final class Sweep {
    private final Errand errand;
    private final Batch batch;
    private final IdentityHashMap<Unloadable, List<String>> undone = new IdentityHashMap<>();
    private final List<Report> problems = new ArrayList<>();

    private Sweep(Collection<? extends Unloadable> going, Duration limit) {
        this.errand = new Errand(limit);
        this.batch = new Batch(going);
    }

    /**
     * What became of it.
     *
     * @param libraries in the order they were given
     * @param problems what could not be undone
     */
    public record Result(List<Swept> libraries, List<Report> problems) {}

    /**
     * Sweeps libraries together: what the virtual machine has one of is looked at once.
     *
     * @param limit how long a step may take that may run code of a library
     */
    public static Result of(Collection<? extends Unloadable> going, Duration limit) {
        return new Sweep(going, limit).run(going);
    }

    private Result run(Collection<? extends Unloadable> going) {
        var threads = bearing();
        for (var place : Places.ALL) {
            if (place.concerns(batch)) {
                clear(place);
            }
        }
        if (!batch.using(Api.BEANS).isEmpty()) {
            flushBeans();
        }
        var swept =
                going.stream()
                        .map(one ->
                                new Swept(
                                        one,
                                        undone.getOrDefault(one, List.of()),
                                        threads.getOrDefault(one, List.of())))
                        .toList();
        return new Result(swept, List.copyOf(problems));
    }

    /** Remembered, for the threads' context class loaders are about to be reset. */
    private IdentityHashMap<Unloadable, List<Thread>> bearing() {
        var bearing = new IdentityHashMap<Unloadable, List<Thread>>();
        for (var thread : LiveThreads.all()) {
            batch.owner(thread.getContextClassLoader())
                    .ifPresent(one ->
                            bearing.computeIfAbsent(one, _ -> new ArrayList<>()).add(thread));
        }
        return bearing;
    }

    private void clear(Places place) {
        try {
            var found = errand.run(place.what(), () -> place.place().get().look(batch));
            found.forEach(this::undo);
        } catch (Errand.Failure failure) {
            problem("could not look for " + place.what(), failure);
        }
    }

    private void undo(Found found) {
        try {
            errand.run(
                    found.holding(),
                    () -> {
                        found.undo().run();
                        return found.undone();
                    });
            undone.computeIfAbsent(found.of(), _ -> new ArrayList<>()).add(found.undone());
        } catch (Errand.Failure failure) {
            problem("library \"%s\": %s".formatted(found.of().library(), found.holding()), failure);
        }
    }

    private void flushBeans() {
        try {
            errand.run(
                    "caches of java.beans",
                    () -> {
                        BeanCaches.flush();
                        return "";
                    });
        } catch (Errand.Failure failure) {
            problem("could not flush the caches of java.beans", failure);
        }
    }

    private void problem(String primary, Errand.Failure failure) {
        problems.add(
                new Report(
                        Severity.WARNING,
                        primary,
                        "It could not be undone: %s.".formatted(failure.why()),
                        ""));
    }
}
