package org.bgworker.host.postmaster;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which version of each library is current, which one is kept to fall back on, and which others
 * still run. A version that is neither is unloaded when its last run has ended.
 */
final class Versions {
    private final Duration probation;
    private final Orders orders;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<LibraryVersion, Integer> runs = new HashMap<>();
    private final Set<LibraryVersion> retired = new HashSet<>();

    /** In the order in which their probation ends, for it lasts equally long for all. */
    private final Set<Known> onProbation = new LinkedHashSet<>();

    /** A library's current version, and the one before until this one has proven itself. */
    private static final class Known {
        private LoadedLibrary current;
        private Optional<LoadedLibrary> before = Optional.empty();
        private long provenAt;

        Known(LoadedLibrary current) {
            this.current = current;
        }
    }

    Versions(Duration probation, Orders orders) {
        this.probation = probation;
        this.orders = orders;
    }

    boolean loaded(String library) {
        return known.containsKey(library);
    }

    /** A first version, with nothing to fall back on. */
    void add(LoadedLibrary library) {
        known.put(library.name(), new Known(library));
    }

    /** The current version makes room for another; the last proven one is kept for a while. */
    void replace(LoadedLibrary next, long now) {
        var library = known.get(next.name());
        if (library == null) {
            add(next);
            return;
        }
        var last = library.current;
        library.current = next;
        if (library.before.isPresent() || probation.isZero()) {
            retire(last.version());
        } else {
            library.before = Optional.of(last);
        }
        if (library.before.isPresent()) {
            library.provenAt = now + probation.toNanos();
            onProbation.remove(library);
            onProbation.add(library);
        }
    }

    /** The library is gone. */
    void remove(String name) {
        var library = known.remove(name);
        if (library != null) {
            onProbation.remove(library);
            retire(library.current.version());
            library.before.ifPresent(one -> retire(one.version()));
        }
    }

    /**
     * If a version has failed on probation, the one before it, which is now current again; the
     * failed one is yet to be retired.
     */
    Optional<LoadedLibrary> fallBack(LibraryVersion failed, long now) {
        var library = known.get(failed.library());
        if (library == null
                || !library.current.version().equals(failed)
                || library.before.isEmpty()
                || now >= library.provenAt) {
            return Optional.empty();
        }
        var restored = library.before;
        library.before = Optional.empty();
        library.current = restored.orElseThrow();
        onProbation.remove(library);
        return restored;
    }

    /** Lets go of what has been kept for those that have proven themselves by now. */
    void expire(long now) {
        while (nextProven() <= now) {
            var library = onProbation.iterator().next();
            onProbation.remove(library);
            var before = library.before.orElseThrow();
            library.before = Optional.empty();
            retire(before.version());
        }
    }

    long nextProven() {
        return onProbation.isEmpty() ? Long.MAX_VALUE : onProbation.iterator().next().provenAt;
    }

    void retire(LibraryVersion version) {
        if (runs.containsKey(version)) {
            retired.add(version);
        } else {
            orders.give(new Order.Unload(version));
        }
    }

    /** Begins a run of the current version; gives 0 if the library is not known to be loaded. */
    long begin(Registered registered) {
        var library = known.get(registered.worker.libraryName());
        if (library == null || registered.own) {
            return 0;
        }
        began(registered, library.current.version());
        return library.current.version().number();
    }

    /** A run uses a version. */
    void began(Registered registered, LibraryVersion version) {
        registered.runs = Optional.of(version);
        runs.merge(version, 1, Integer::sum);
    }

    /** A run has ended. */
    void ended(Registered registered) {
        if (registered.runs.isPresent()) {
            var version = registered.runs.orElseThrow();
            registered.runs = Optional.empty();
            runs.computeIfPresent(version, (_, count) -> count == 1 ? null : count - 1);
            if (!runs.containsKey(version) && retired.remove(version)) {
                orders.give(new Order.Unload(version));
            }
        }
    }
}
