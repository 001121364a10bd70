package org.bgworker.host.postmaster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.postmaster.Registered.Phase;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.RestartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;

/**
 * What becomes of workers when their library is replaced or removed, which PostgreSQL cannot do
 * without a restart of the server. A worker keeps its slot, its handle and what is known of its
 * past; its run of the old version is asked to end, and the run of the new one begins when it has.
 */
final class Replacements {
    private final Slots slots;
    private final Versions versions;
    private final Registrations registrations;
    private final Stops stops;
    private final Exits exits;
    private final Orders orders;
    private final boolean replaceDynamic;

    Replacements(
            Slots slots,
            Versions versions,
            Registrations registrations,
            Stops stops,
            Exits exits,
            Orders orders,
            boolean replaceDynamic) {
        this.slots = slots;
        this.versions = versions;
        this.registrations = registrations;
        this.stops = stops;
        this.exits = exits;
        this.orders = orders;
        this.replaceDynamic = replaceDynamic;
    }

    void on(Event.OfLibrary event, long now) {
        switch (event) {
            case Event.LibraryArrived(var library) -> {
                boolean first = !versions.loaded(library.name());
                versions.replace(library, now);
                if (first) {
                    var workers = new ArrayList<>(registrations.sound(library.workers()));
                    bequeath(library.name(), workers);
                    registrations.add(library.name(), workers);
                } else {
                    moveOver(library, now);
                }
            }
            case Event.LibraryRemoved(var name) -> {
                versions.remove(name);
                bequeath(name, new ArrayList<>());
                for (var registered : slots.all()) {
                    if (registered.registrar.equals(name) || usesCodeOf(name, registered)) {
                        terminate(registered, TerminateReason.ADMINISTRATOR, now);
                    }
                }
            }
            case Event.LibraryFound(int pid, var version) -> {
                if (!versions.loaded(version.library())) {
                    versions.add(new LoadedLibrary(version, List.of()));
                }
                slots.running(pid)
                        .filter(one -> one.runs.isEmpty())
                        .ifPresent(one -> versions.began(one, version));
            }
        }
    }

    private static boolean usesCodeOf(String library, Registered registered) {
        return !registered.own && registered.worker.libraryName().equals(library);
    }

    /** R104, R105. */
    void terminate(Registered registered, TerminateReason reason, long now) {
        registered.markTerminated();
        switch (registered.phase()) {
            case Phase.Waiting _, Phase.Failed _ -> exits.unregister(registered, now);
            case Phase.Running _ -> stops.ask(registered, reason, now);
            case Phase.Starting _, Phase.Stopping _ -> {}
        }
    }

    private void moveOver(LoadedLibrary library, long now) {
        var left = new ArrayList<BackgroundWorker>(registrations.sound(library.workers()));
        for (var registered : slots.all()) {
            if (registered.registrar.equals(library.name()) && !registered.terminate()) {
                var next = take(left, registered.worker.name());
                if (next.isPresent()) {
                    succeed(registered, next.orElseThrow(), now);
                } else {
                    terminate(registered, TerminateReason.REPLACEMENT, now);
                }
            }
        }
        bequeath(library.name(), left);
        registrations.add(library.name(), left);
        for (var registered : slots.all()) {
            if (usesCodeOf(library.name(), registered) && !registered.terminate()) {
                runAnew(registered, now);
            }
        }
    }

    /** Workers of the names of those that have been told to end for good start when these have. */
    private void bequeath(String library, List<BackgroundWorker> workers) {
        for (var registered : slots.all()) {
            if (registered.registrar.equals(library)
                    && registered.terminate()
                    && registered.hasRun()) {
                registered.heir = take(workers, registered.worker.name());
            }
        }
    }

    /** Registers the heirs of those that have gone. */
    void inherit(boolean stopping) {
        for (var gone : exits.takeOutlived()) {
            gone.heir
                    .filter(_ -> !stopping)
                    .ifPresent(heir -> registrations.add(gone.registrar, List.of(heir)));
        }
    }

    private static Optional<BackgroundWorker> take(List<BackgroundWorker> from, String name) {
        var found = from.stream().filter(one -> one.name().equals(name)).findFirst();
        found.ifPresent(from::remove);
        return found;
    }

    private void succeed(Registered registered, BackgroundWorker next, long now) {
        boolean changed = !next.equals(registered.worker);
        registered.successor = Optional.of(next);
        if (!registered.hasRun()) {
            slots.succeed(registered);
        }
        if (changed) {
            runAnew(registered, now);
        }
    }

    /** Has the current version run in the place of another. */
    private void runAnew(Registered registered, long now) {
        boolean dynamic = registered.registrar.isEmpty();
        if (dynamic && !replaceDynamic) {
            return; // runs on until it ends by itself
        }
        switch (registered.phase()) {
            case Phase.Running _ -> {
                registered.replacing = isStartedAnew(registered);
                stops.ask(registered, TerminateReason.REPLACEMENT, now);
            }
            case Phase.Starting _ -> registered.replacing = isStartedAnew(registered);
            case Phase.Waiting _, Phase.Failed _ ->
                    slots.enter(registered, new Phase.Waiting(Math.min(now, registered.due())));
            case Phase.Stopping _ -> {}
        }
    }

    /** A dynamic worker that is never restarted was meant to run once. */
    private static boolean isStartedAnew(Registered registered) {
        return !registered.registrar.isEmpty()
                || registered.worker.restartTime() instanceof RestartTime.After;
    }

    /** Falls back if a version has failed on probation. */
    void failed(LibraryVersion version, String worker, WorkerExit exit, long now) {
        var restored = versions.fallBack(version, now);
        if (restored.isPresent()) {
            orders.give(
                    new Order.RolledBack(version, restored.orElseThrow().version(), worker, exit));
            versions.retire(version);
            moveOver(restored.orElseThrow(), now);
        }
    }
}
