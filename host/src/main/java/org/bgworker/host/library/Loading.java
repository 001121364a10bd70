package org.bgworker.host.library;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.LibraryVersion;
import org.bgworker.host.postmaster.LoadedLibrary;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.Declaration;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.ExitCause;

/**
 * All that a load is: read, pass the gate, check, make the layer, declare settings, init. A load is
 * a transaction: if it fails, an older version and its settings are as they were.
 */
final class Loading {
    private final SettingTable settings;
    private final DriverLayer drivers;
    private final Inspections inspections;
    private final Gate gate;
    private final Duration initTimeout;
    private final long maxSize;
    private final InitThread initThread = new InitThread();
    private final List<Library> failed = new ArrayList<>();
    private long lastNumber;

    Loading(SettingTable settings, DriverLayer drivers, Inspections inspections, Gate gate) {
        this.settings = settings;
        this.drivers = drivers;
        this.inspections = inspections;
        this.gate = gate;
        this.maxSize = maxSize(settings);
        this.initTimeout = settings.values().getDuration(HostSettings.LIBRARY_INIT_TIMEOUT);
    }

    static long maxSize(SettingTable settings) {
        return (long) settings.values().getInt(HostSettings.LIBRARY_MAX_SIZE) << 20;
    }

    /**
     * A load that has succeeded.
     *
     * @param library whose classes can be loaded
     * @param workers that its init has registered
     */
    record Loaded(Library library, List<BackgroundWorker> workers) {
        LoadedLibrary forPostmaster() {
            return new LoadedLibrary(library.id(), workers);
        }
    }

    /** Whatever a file does to its reader, it is the file that is refused. */
    Candidate read(Path entry) throws ReportException {
        try {
            return Candidate.read(entry, maxSize);
        } catch (RuntimeException | Error unforeseen) {
            throw unforeseen(entry, unforeseen);
        }
    }

    private static ReportException unforeseen(Path entry, Throwable thrown) {
        return new ReportException(
                "could not load library \"%s\": it does not agree with the host".formatted(entry),
                "%s.".formatted(ExitCause.of(thrown).summary()),
                thrown instanceof OutOfMemoryError ? "Give the host more memory." : "");
    }

    /**
     * Inspects libraries that are about to be loaded, as far as they may run and are not known. May
     * be called on any thread, beside all other methods.
     */
    void inspectAhead(List<Candidate> read) {
        try {
            inspections.ahead(
                    read.stream().filter(one -> !inspections.knows(one) && mayRun(one)).toList());
        } catch (RuntimeException | Error failed) {
            Log.write(
                    new Report(
                            Severity.DEBUG1,
                            "could not inspect %d libraries in common".formatted(read.size()),
                            "%s.".formatted(ExitCause.of(failed).summary()),
                            "Each is inspected by itself."));
        }
    }

    private boolean mayRun(Candidate candidate) {
        return gate.decide(candidate.identity()) instanceof Gate.Permitted;
    }

    /**
     * Lets a library pass the gate.
     *
     * @throws NotPermittedException if it may not run
     */
    void pass(Gate.Identity library) throws NotPermittedException {
        var decision = gate.decide(library);
        switch (decision) {
            case Gate.Permitted(var warnings) -> warnings.forEach(Log::write);
            case Gate.NotAudited(var report) -> throw new NotPermittedException(decision, report);
            case Gate.Refused(var report) -> throw new NotPermittedException(decision, report);
        }
    }

    /**
     * Loads a library.
     *
     * @param preloading whether its init may register workers (R27)
     * @param replaced the version that runs until this one has been loaded
     */
    Loaded load(Candidate candidate, boolean preloading, Optional<Library> replaced)
            throws ReportException {
        return finish(begin(prepare(candidate), preloading, replaced));
    }

    /** All before code of the library runs and anybody can notice. */
    Library prepare(Candidate candidate) throws ReportException {
        pass(candidate.identity());
        try {
            var inspection = inspect(candidate, inspections);
            var controller = new Layering(candidate, drivers).define();
            var id = new LibraryVersion(candidate.name(), ++lastNumber);
            return new Library(id, candidate, inspection, controller);
        } catch (RuntimeException | Error unforeseen) {
            throw unforeseen(candidate.entry(), unforeseen);
        }
    }

    /**
     * A library whose init runs.
     *
     * @param library which
     * @param replaced as for {@link #load}
     * @param init that runs
     */
    record Begun(Library library, Optional<Library> replaced, Init init) {}

    /** Declares the settings and begins the init of a library that was prepared. */
    Begun begin(Library library, boolean preloading, Optional<Library> replaced)
            throws ReportException {
        declare(library, replaced).forEach(Log::write);
        var own = settings.values(library.settings());
        return new Begun(library, replaced, new Init(library, preloading, own, initThread));
    }

    /** Waits for the init; if it fails, all is as it was. */
    Loaded finish(Begun begun) throws ReportException {
        try {
            return new Loaded(begun.library(), begun.init().workers(initTimeout));
        } catch (ReportException bad) {
            failed.add(begun.library());
            restore(begun.library(), begun.replaced());
            throw bad;
        }
    }

    private List<Report> declare(Library library, Optional<Library> replaced)
            throws ReportException {
        return declare(
                settings,
                library.name(),
                replaced.map(Library::declarations).orElse(List.of()),
                library.declarations());
    }

    static List<Report> declare(
            SettingTable settings, String library, List<Declaration> old, List<Declaration> next)
            throws ReportException {
        try {
            return settings.redeclare(old, next);
        } catch (ReportException bad) {
            var report = bad.report();
            throw new ReportException(
                    "incompatible library \"%s\": %s".formatted(library, report.primary()),
                    report.detail(),
                    report.hint());
        }
    }

    /** Declares again what a version declares that takes the place of another. */
    void restore(Library failed, Optional<Library> restored) {
        withdraw(failed, restored);
        if (restored.isPresent()) {
            var own = restored.orElseThrow().declarations();
            try {
                settings.redeclare(own, own);
            } catch (ReportException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Takes back what a version declares, but for what the one in its place declares too. */
    void withdraw(Library gone, Optional<Library> current) {
        var kept = current.map(Library::settings).orElse(Set.of());
        settings.withdraw(
                gone.declarations().stream().filter(one -> !kept.contains(one.name())).toList());
    }

    static Inspection inspect(Candidate candidate, Inspections inspections) throws ReportException {
        var problems = new ArrayList<>(candidate.problems(Spi.version()));
        var inspection = inspections.of(candidate);
        problems.addAll(inspection.problems());
        if (!problems.isEmpty()) {
            throw new ReportException(Report.joined(problems));
        }
        return inspection;
    }

    /** The libraries whose init has failed since this was last asked: code of theirs has run. */
    List<Library> takeFailed() {
        var taken = List.copyOf(failed);
        failed.clear();
        return taken;
    }

    /** Keeps what was found out, of libraries that are there. */
    void saveOnlyUsed() {
        inspections.forgetOthers();
        inspections.save();
    }

    /** Keeps what was found out. */
    void save() {
        inspections.save();
    }
}
