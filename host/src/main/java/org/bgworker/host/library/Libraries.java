package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.postmaster.LibraryVersion;
import org.bgworker.host.postmaster.LoadedLibrary;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.spi.WorkerExit;

/**
 * The loaded libraries, kept equal to what lies in the modules directory and is permitted. The
 * postmaster is told what has come and gone, and says when a version may go.
 *
 * <p>All changes are made under this object's lock: by the one thread that looks, and by workers
 * that need a library which nobody has loaded yet.
 */
public final class Libraries {
    private final ModulesDirectory directory;
    private final Loading loading;
    private final Reconciliation reconciliation;
    private final List<String> preloaded;
    private final Consumer<Event> events;
    private final Shelf shelf = new Shelf();
    private final Map<Path, Entry> entries = new TreeMap<>();

    /**
     * Loads nothing yet.
     *
     * @param directory where libraries lie
     * @param settings takes what they declare
     * @param sources of what a load needs beside the files
     * @param events is told of libraries that come and go after the preloading
     */
    public Libraries(
            Path directory, SettingTable settings, Sources sources, Consumer<Event> events) {
        this.directory = new ModulesDirectory(directory);
        this.loading =
                new Loading(settings, sources.drivers(), sources.inspections(), sources.gate());
        this.preloaded = HostSettings.preloaded(settings.values());
        this.events = events;
        this.reconciliation =
                new Reconciliation(
                        this.directory,
                        loading,
                        shelf,
                        entries,
                        settings.values().getDuration(HostSettings.LIBRARY_SETTLE_TIME).toNanos(),
                        name -> preloaded.equals(List.of("*")) || preloaded.contains(name),
                        events);
    }

    /**
     * What a load needs beside the files.
     *
     * @param drivers gives the layer of the JDBC drivers
     * @param inspections tells what libraries declare
     * @param gate decides whether they may run
     */
    public record Sources(DriverLayer drivers, Inspections inspections, Gate gate) {}

    /**
     * What preloading came to.
     *
     * @param libraries that were loaded, in order, with what they register
     * @param refused what is wrong with the others
     */
    public record Preloaded(List<LoadedLibrary> libraries, List<Report> refused) {}

    /**
     * Loads what is to be preloaded. What is there at the start is taken as it is. A library that
     * is missing, bad or not permitted is refused, and the others go on (R34 is for the caller).
     */
    public synchronized Preloaded preload(long now) throws ReportException {
        var listing = directory.entries();
        reconciliation.start(listing, now);
        var preload = new Preloading(loading, shelf, entries);
        if (preloaded.equals(List.of("*"))) {
            var result = preload.all(listing);
            loading.saveOnlyUsed();
            return result;
        }
        var result = preload.named(listing, preloaded);
        loading.save();
        return result;
    }

    /** The version that a run was started with; a version in use is never missing. */
    public Library version(String name, long number) throws ReportException {
        return shelf.version(new LibraryVersion(name, number))
                .orElseThrow(() -> LibraryCheck.missing(name, List.of()));
    }

    /** A version as the library's author calls it; empty if it has none, or has gone. */
    public String versionText(LibraryVersion version) {
        return shelf.version(version).map(Library::version).orElse("");
    }

    /** A library, loaded now if it is not yet; the postmaster is told which run has found it. */
    public synchronized Library find(String name, int pid) throws ReportException {
        var known = shelf.current(name);
        var library = known.isPresent() ? known.orElseThrow() : loadOnDemand(name);
        events.accept(new Event.LibraryFound(pid, library.id()));
        return library;
    }

    private Library loadOnDemand(String name) throws ReportException {
        for (var entry : List.copyOf(entries.entrySet())) {
            if (entry.getValue().outcome() instanceof Entry.Available(var held)
                    && held.equals(name)) {
                var candidate = loading.read(entry.getKey());
                if (candidate.name().equals(name)) {
                    return load(candidate, entry.getValue().stamp());
                }
            }
        }
        throw absent(name);
    }

    private Library load(Candidate candidate, Stamp stamp) throws ReportException {
        var library = loading.load(candidate, false, Optional.empty()).library();
        shelf.put(library);
        entries.put(candidate.entry(), new Entry(stamp, new Entry.Holds(library.name())));
        loading.save();
        Log.write(
                Report.of(
                        Severity.DEBUG1, "loaded library %s".formatted(library.nameAndVersion())));
        return library;
    }

    /** Why a library is not there, as far as the entries tell. */
    private ReportException absent(String name) {
        var unread = new ArrayList<Report>();
        for (var entry : entries.values()) {
            switch (entry.outcome()) {
                case Entry.Refused(var held, var report) when held.equals(name) -> {
                    return new ReportException(report);
                }
                case Entry.NotPermitted(var held, var refusal) when held.equals(name) -> {
                    return refusal;
                }
                case Entry.Refused(var held, var report) when held.isEmpty() -> unread.add(report);
                case Entry.Incomplete(var report, _) -> unread.add(report);
                case Entry.Refused _,
                        Entry.NotPermitted _,
                        Entry.Available _,
                        Entry.Second _,
                        Entry.Waits _,
                        Entry.Holds _ -> {}
            }
        }
        return LibraryCheck.missing(name, unread);
    }

    /** From now on other libraries may be permitted than before. */
    public synchronized void gateMoved() {
        reconciliation.gateMoved();
    }

    /**
     * Compares, and loads, replaces and removes what differs.
     *
     * @return when to look again even if nobody says that something has changed, or {@link
     *     Long#MAX_VALUE}
     */
    public synchronized long look(long now) {
        return reconciliation.look(now);
    }

    /** Does what the postmaster wants; gives the libraries whose classes are to go. */
    public synchronized List<Library> obey(Order.OfLibrary order) {
        return switch (order) {
            case Order.Unload(var version) -> shelf.release(version).stream().toList();
            case Order.RolledBack rolledBack -> {
                rollBack(rolledBack);
                yield List.of();
            }
        };
    }

    /**
     * A version that has gone meanwhile is no longer to be undone: the postmaster will hear of it.
     */
    private void rollBack(Order.RolledBack order) {
        var failed = shelf.version(order.failed()).orElseThrow();
        if (!shelf.isCurrent(failed)) {
            return;
        }
        var restored = shelf.version(order.restored()).orElseThrow();
        shelf.put(restored);
        restored.moved(failed.entry()); // its own may be gone: the failed one stands for it now
        reconciliation.gateMoved(); // it may have been forbidden while it was not current
        loading.restore(failed, Optional.of(restored));
        var report = rolledBack(order, failed, restored);
        Log.write(report);
        Optional.ofNullable(entries.get(failed.entry()))
                .filter(one -> one.outcome().equals(new Entry.Holds(failed.name())))
                .ifPresent(one ->
                        entries.put(
                                failed.entry(),
                                new Entry(one.stamp(), new Entry.Refused(failed.name(), report))));
    }

    private static Report rolledBack(Order.RolledBack order, Library failed, Library restored) {
        return Report.error(
                "library %s has failed, %s runs again"
                        .formatted(failed.nameAndVersion(), restored.nameAndVersion()),
                "Background worker \"%s\" failed on probation: %s."
                        .formatted(order.worker(), cause(order.exit())),
                "Correct the library and replace the file again. See the setting \"library_probation_time\".");
    }

    private static String cause(WorkerExit exit) {
        return switch (exit) {
            case WorkerExit.Threw(var cause) -> cause.summary();
            case WorkerExit.Crashed(_, var cause) -> cause.summary();
            case WorkerExit.Returned _, WorkerExit.Terminated _ -> "it ended";
        };
    }

    /** The libraries that could not be initialised: code of theirs has run, and has to go. */
    public synchronized List<Library> takeFailed() {
        return loading.takeFailed();
    }

    /** Takes back the settings of a library that is gone. */
    public synchronized void forget(Library gone) {
        loading.withdraw(gone, shelf.current(gone.name()));
    }

    /** What to watch for changes: the modules directory and the folders in it. */
    public synchronized Collection<Path> directories() {
        return reconciliation.directories();
    }

    /** Every library in the directory or still in memory, by name. */
    public synchronized List<LibraryState> states(long now) {
        return new States(shelf, entries, reconciliation.settling()).list(now);
    }
}
