package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bgworker.host.library.LibraryState.Word;
import org.bgworker.host.report.Report;

/** Says what becomes of each library. */
final class States {
    private final Shelf shelf;
    private final Map<Path, Entry> entries;
    private final Settling settling;

    States(Shelf shelf, Map<Path, Entry> entries, Settling settling) {
        this.shelf = shelf;
        this.entries = entries;
        this.settling = settling;
    }

    List<LibraryState> list(long now) {
        var states = new ArrayList<LibraryState>();
        for (var library : shelf.all()) {
            states.add(
                    shelf.isCurrent(library)
                            ? state(library, Word.LOADED, "")
                            : state(library, Word.DRAINING, draining(library)));
        }
        var unsettled = settling.unsettled(now);
        for (var path : unsettled) {
            states.add(new LibraryState("", "", path, Word.SETTLING, "it has just changed"));
        }
        entries.forEach((path, entry) -> {
            if (!unsettled.contains(path)) {
                add(path, entry.outcome(), states);
            }
        });
        states.sort(Comparator.comparing(LibraryState::entry).thenComparing(LibraryState::version));
        return states;
    }

    private String draining(Library library) {
        return shelf.current(library.name()).isPresent()
                ? "another version has taken its place, and this one still runs or is kept to fall back on"
                : "it was removed, and some of its workers have not ended";
    }

    private static LibraryState state(Library library, Word word, String reason) {
        return new LibraryState(library.name(), library.version(), library.entry(), word, reason);
    }

    private static void add(Path path, Entry.Outcome outcome, List<LibraryState> states) {
        switch (outcome) {
            case Entry.Holds _ -> {} // told of the library itself
            case Entry.Incomplete(var report, _) ->
                    states.add(new LibraryState("", "", path, Word.SETTLING, reason(report)));
            case Entry.Refused(var name, var report) ->
                    states.add(new LibraryState(name, "", path, Word.REFUSED, reason(report)));
            case Entry.Second(var name, var report) ->
                    states.add(new LibraryState(name, "", path, Word.REFUSED, reason(report)));
            case Entry.NotPermitted(var name, var refusal) ->
                    states.add(
                            new LibraryState(
                                    name,
                                    "",
                                    path,
                                    refusal.decision() instanceof Gate.Refused
                                            ? Word.REFUSED
                                            : Word.NOT_AUDITED,
                                    reason(refusal.report())));
            case Entry.Waits(var name) ->
                    states.add(
                            new LibraryState(
                                    name,
                                    "",
                                    path,
                                    Word.SETTLING,
                                    "workers of the version that was removed have not ended"));
            case Entry.Available(var name) ->
                    states.add(
                            new LibraryState(
                                    name,
                                    "",
                                    path,
                                    Word.AVAILABLE,
                                    "it is loaded when a worker asks for it"));
        }
    }

    private static String reason(Report report) {
        return report.detail().isEmpty()
                ? report.primary()
                : report.primary() + ": " + report.detail();
    }
}
