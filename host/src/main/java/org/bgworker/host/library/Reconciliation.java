package org.bgworker.host.library;

import static org.bgworker.host.report.Severity.LOG;
import static org.bgworker.host.report.Severity.WARNING;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bgworker.host.archive.IncompleteException;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/**
 * Finds what differs between the modules directory and what is loaded, and mends it. Only the
 * difference counts; how it came to be is of no interest, so no event can be missed.
 */
final class Reconciliation {
    private final ModulesDirectory directory;
    private final Loading loading;
    private final Shelf shelf;
    private final Predicate<String> isPreloaded;
    private final Consumer<Event> events;
    private final long settleTime;
    private final Settling settling;
    private final Map<Path, Entry> entries;
    private boolean unreadable;
    private boolean gateMoved;
    private boolean unasked;

    /**
     * Has not looked yet.
     *
     * @param shelf holds what is loaded
     * @param entries as they were last read
     * @param settleTime in nanoseconds
     * @param isPreloaded whether a library is loaded before a worker asks for it
     */
    Reconciliation(
            ModulesDirectory directory,
            Loading loading,
            Shelf shelf,
            Map<Path, Entry> entries,
            long settleTime,
            Predicate<String> isPreloaded,
            Consumer<Event> events) {
        this.directory = directory;
        this.loading = loading;
        this.shelf = shelf;
        this.entries = entries;
        this.isPreloaded = isPreloaded;
        this.events = events;
        this.settleTime = settleTime;
        this.settling = new Settling(settleTime);
    }

    /** What was there when the host began has been taken as it was. */
    void start(Map<Path, Stamp> listing, long now) {
        settling.start(listing, now);
    }

    Collection<Path> directories() {
        var all = new ArrayList<Path>();
        all.add(directory.path());
        all.addAll(settling.folders());
        return all;
    }

    Settling settling() {
        return settling;
    }

    /** From now on other libraries may be permitted than before. */
    void gateMoved() {
        gateMoved = true;
    }

    /**
     * Compares, and loads, replaces and removes what differs.
     *
     * @return when to look again even if nobody says that something has changed, or {@link
     *     Long#MAX_VALUE}
     */
    long look(long now) {
        Map<Path, Stamp> listing;
        try {
            listing = directory.entries();
        } catch (ReportException gone) {
            sayOnce(gone.report());
            return Long.MAX_VALUE;
        }
        unreadable = false;
        settling.see(listing, now);
        settling.takeGone(now).forEach(entries::remove);
        if (gateMoved) {
            gateMoved = false;
            unasked = true;
            entries.values().removeIf(one -> one.outcome() instanceof Entry.NotPermitted);
        }
        if (unasked) {
            unasked = !removeForbidden();
        }
        settling.settled(now).forEach((path, stamp) -> takeIfChanged(path, stamp, now));
        removeOrphans(now);
        loading.save();
        return Math.min(settling.next(now), nextGivenUp());
    }

    /** When an incomplete entry is given up, at the earliest. */
    private long nextGivenUp() {
        return entries.values().stream()
                .mapToLong(one ->
                        one.outcome() instanceof Entry.Incomplete(_, long until)
                                ? until
                                : Long.MAX_VALUE)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void sayOnce(Report report) {
        if (!unreadable) {
            unreadable = true;
            Log.write(
                    new Report(
                            WARNING,
                            report.primary(),
                            report.detail(),
                            "The libraries that are loaded run on until it can be read again."));
        }
    }

    private void takeIfChanged(Path path, Stamp stamp, long now) {
        var known = entries.get(path);
        if (known == null || !known.stamp().equals(stamp)) {
            take(path, stamp, now);
        } else if (known.outcome() instanceof Entry.Incomplete(var report, long until)
                && now >= until) {
            refuse(path, stamp, "", report);
        } else if (known.outcome() instanceof Entry.Waits(var name) && !shelf.drains(name)) {
            take(path, stamp, now);
        } else if (known.outcome() instanceof Entry.Second(var name, _)
                && shelf.current(name).isEmpty()) {
            take(path, stamp, now); // the first one may no longer run
        }
    }

    private void take(Path path, Stamp stamp, long now) {
        var name = "";
        try {
            var candidate = loading.read(path);
            name = candidate.name();
            note(path, stamp, place(path, candidate));
        } catch (IncompleteException incomplete) {
            note(path, stamp, new Entry.Incomplete(incomplete.report(), now + 9 * settleTime));
        } catch (NotPermittedException refused) {
            Log.write(refused.report());
            note(path, stamp, new Entry.NotPermitted(name, refused));
        } catch (ReportException bad) {
            refuse(path, stamp, name, bad.report());
        }
    }

    private void refuse(Path path, Stamp stamp, String library, Report report) {
        Log.write(report);
        note(path, stamp, new Entry.Refused(library, report));
    }

    private void note(Path path, Stamp stamp, Entry.Outcome outcome) {
        entries.put(path, new Entry(stamp, outcome));
    }

    private Entry.Outcome place(Path path, Candidate candidate) throws ReportException {
        var name = candidate.name();
        var known = shelf.current(name);
        if (known.isEmpty()) {
            if (shelf.drains(name)) {
                return new Entry.Waits(name);
            }
            return isPreloaded.test(name)
                    ? arrive(candidate, Optional.empty())
                    : new Entry.Available(name);
        }
        var library = known.orElseThrow();
        if (!library.entry().equals(path) && !isOrphan(library)) {
            var report = LibraryCheck.twice(candidate, library.entry()).report();
            Log.write(report.at(WARNING));
            return new Entry.Second(name, report);
        }
        if (library.fingerprint().equals(candidate.fingerprint())) {
            library.moved(path);
            return new Entry.Holds(name);
        }
        return arrive(candidate, known);
    }

    private Entry.Outcome arrive(Candidate candidate, Optional<Library> replaced)
            throws ReportException {
        var loaded = loading.load(candidate, isPreloaded.test(candidate.name()), replaced);
        shelf.put(loaded.library());
        Log.write(
                Report.of(
                        LOG,
                        replaced.map(old ->
                                        "loaded library %s in the place of %s"
                                                .formatted(
                                                        loaded.library().nameAndVersion(),
                                                        old.nameAndVersion()))
                                .orElseGet(() ->
                                        "loaded library %s"
                                                .formatted(loaded.library().nameAndVersion()))));
        events.accept(new Event.LibraryArrived(loaded.forPostmaster()));
        return new Entry.Holds(candidate.name());
    }

    /** Whether nothing in the directory stands for a library any more. */
    private boolean isOrphan(Library library) {
        if (!settling.present(library.entry())) {
            return true;
        }
        var entry = entries.get(library.entry());
        return entry != null
                && switch (entry.outcome()) {
                    case Entry.Holds(var name) -> !name.equals(library.name());
                    case Entry.Available _, Entry.Second _, Entry.Waits _ -> true;
                    case Entry.Incomplete _, Entry.Refused _, Entry.NotPermitted _ -> false;
                };
    }

    private void removeOrphans(long now) {
        for (var library : shelf.current()) {
            if (isOrphan(library)) {
                successor(library).ifPresent(path -> takeAgain(path, now));
                if (shelf.isCurrent(library) && isOrphan(library)) {
                    remove(library, "was removed from the modules directory");
                }
            }
        }
    }

    private Optional<Path> successor(Library library) {
        return entries.entrySet().stream()
                .filter(one ->
                        one.getValue().outcome() instanceof Entry.Second(var name, _)
                                && name.equals(library.name()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private void takeAgain(Path path, long now) {
        Optional.ofNullable(entries.get(path)).ifPresent(one -> take(path, one.stamp(), now));
    }

    /** Whether all were asked for; of an entry that has just gone nobody knows what it will be. */
    private boolean removeForbidden() {
        int loaded = shelf.current().size();
        var there = shelf.current().stream().filter(one -> settling.isThere(one.entry())).toList();
        for (var library : there) {
            try {
                loading.pass(library.identity());
            } catch (NotPermittedException refused) {
                Log.write(refused.report());
                remove(library, "may no longer run");
                var stamp = Optional.ofNullable(entries.get(library.entry())).map(Entry::stamp);
                stamp.ifPresent(known ->
                        note(
                                library.entry(),
                                known,
                                new Entry.NotPermitted(library.name(), refused)));
            }
        }
        return there.size() == loaded;
    }

    private void remove(Library library, String why) {
        Log.write(Report.of(LOG, "library %s %s".formatted(library.nameAndVersion(), why)));
        shelf.remove(library.name());
        events.accept(new Event.LibraryRemoved(library.name()));
    }
}
