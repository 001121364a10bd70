package org.bgworker.host.library;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.LoadedLibrary;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/**
 * The loads at the start of the host ({@code process_shared_preload_libraries}). While the init of
 * one library runs the next is read; never do two inits run at a time.
 */
final class Preloading {
    private final Loading loading;
    private final Shelf shelf;
    private final Map<Path, Entry> entries;
    private final List<LoadedLibrary> loaded = new ArrayList<>();
    private final List<Report> refused = new ArrayList<>();
    private Optional<Running> running = Optional.empty();

    /** The library whose init runs, and the stamp of its entry. */
    private record Running(Loading.Begun begun, Stamp stamp) {}

    Preloading(Loading loading, Shelf shelf, Map<Path, Entry> entries) {
        this.loading = loading;
        this.shelf = shelf;
        this.entries = entries;
    }

    /** Every library found, in the order of the files' names. */
    Libraries.Preloaded all(Map<Path, Stamp> listing) {
        var progress = new Progress("loading libraries", listing.size(), InstantSource.system());
        new ReadAhead(loading)
                .each(
                        listing,
                        result -> {
                            take(result);
                            progress.step();
                        });
        finish();
        return new Libraries.Preloaded(loaded, refused);
    }

    private void take(ReadAhead.Result result) {
        switch (result) {
            case ReadAhead.Good(_, var stamp, var candidate) -> loadOrRefuse(candidate, stamp);
            case ReadAhead.Bad(var path, var stamp, var why) -> {
                finish();
                refuse(path, stamp, "", why);
            }
        }
    }

    private void loadOrRefuse(Candidate candidate, Stamp stamp) {
        try {
            load(candidate, stamp);
        } catch (ReportException bad) {
            finish();
            refuse(candidate.entry(), stamp, candidate.name(), bad);
        }
    }

    /** Those that are named, in that order. */
    Libraries.Preloaded named(Map<Path, Stamp> listing, List<String> names) {
        var found = new TreeMap<String, Candidate>();
        var unreadable = new ArrayList<Report>();
        listing.forEach((path, stamp) -> {
            try {
                identify(loading.read(path), stamp, found, names);
            } catch (ReportException bad) {
                unreadable.add(bad.report());
                note(path, stamp, new Entry.Refused("", bad.report()));
            }
        });
        for (var name : names) {
            var candidate = Optional.ofNullable(found.get(name));
            if (candidate.isPresent()) {
                var stamp = Optional.ofNullable(listing.get(candidate.orElseThrow().entry()));
                loadOrRefuse(candidate.orElseThrow(), stamp.orElseThrow());
            } else {
                refused.add(LibraryCheck.missing(name, List.of()).report());
            }
        }
        finish();
        if (!refused.isEmpty()) {
            refused.addAll(unreadable);
        }
        return new Libraries.Preloaded(loaded, refused);
    }

    private void identify(
            Candidate candidate, Stamp stamp, Map<String, Candidate> found, List<String> names) {
        var other = Optional.ofNullable(found.putIfAbsent(candidate.name(), candidate));
        if (other.isEmpty()) {
            note(candidate.entry(), stamp, new Entry.Available(candidate.name()));
            return;
        }
        var twice = LibraryCheck.twice(candidate, other.orElseThrow().entry()).report();
        if (names.contains(candidate.name())) {
            Log.write(twice.at(Severity.WARNING));
        }
        note(candidate.entry(), stamp, new Entry.Second(candidate.name(), twice));
    }

    private void load(Candidate candidate, Stamp stamp) throws ReportException {
        if (running.filter(one -> one.begun().library().name().equals(candidate.name()))
                .isPresent()) {
            finish();
        }
        var other = shelf.current(candidate.name());
        if (other.isPresent()) {
            var twice = LibraryCheck.twice(candidate, other.orElseThrow().entry()).report();
            refused.add(twice);
            note(candidate.entry(), stamp, new Entry.Second(candidate.name(), twice));
            return;
        }
        var library = loading.prepare(candidate);
        finish();
        running = Optional.of(new Running(loading.begin(library, true, Optional.empty()), stamp));
    }

    /** Waits for the library whose init runs. */
    private void finish() {
        if (running.isEmpty()) {
            return;
        }
        var begun = running.orElseThrow().begun();
        var stamp = running.orElseThrow().stamp();
        var entry = begun.library().entry();
        running = Optional.empty();
        try {
            var done = loading.finish(begun);
            shelf.put(done.library());
            loaded.add(done.forPostmaster());
            note(entry, stamp, new Entry.Holds(begun.library().name()));
            Log.write(
                    Report.of(
                            Severity.DEBUG1, "loaded library " + begun.library().nameAndVersion()));
        } catch (ReportException bad) {
            refuse(entry, stamp, begun.library().name(), bad);
        }
    }

    private void refuse(Path path, Stamp stamp, String name, ReportException bad) {
        refused.add(bad.report());
        note(
                path,
                stamp,
                bad instanceof NotPermittedException refusal
                        ? new Entry.NotPermitted(name, refusal)
                        : new Entry.Refused(name, bad.report()));
    }

    private void note(Path path, Stamp stamp, Entry.Outcome outcome) {
        entries.put(path, new Entry(stamp, outcome));
    }
}
