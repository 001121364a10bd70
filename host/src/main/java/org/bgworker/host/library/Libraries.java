package org.bgworker.host.library;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerMain;

/**
 * The loaded libraries. Whoever needs one that is not loaded yet loads it; each is loaded once
 * (R79), and a load that fails leaves nothing.
 */
public final class Libraries {
    private final ModulesDirectory directory;
    private final SettingTable settings;
    private final DriverLayer drivers;
    private final Inspections inspections;
    private final Duration initTimeout;
    private final long maxSize;
    private final Map<String, Library> loaded = new ConcurrentHashMap<>();

    /**
     * Loads nothing yet.
     *
     * @param directory where libraries lie
     * @param settings takes what they declare
     * @param drivers gives the layer of the JDBC drivers
     * @param inspections tells what they declare
     */
    public Libraries(
            Path directory, SettingTable settings, DriverLayer drivers, Inspections inspections) {
        this.directory = new ModulesDirectory(directory);
        this.settings = settings;
        this.drivers = drivers;
        this.inspections = inspections;
        this.maxSize = maxSize(settings);
        this.initTimeout = settings.values().getDuration(HostSettings.LIBRARY_INIT_TIMEOUT);
    }

    /**
     * What preloading came to.
     *
     * @param workers registered, in order
     * @param refused libraries, each with what is wrong
     */
    public record Preloaded(List<BackgroundWorker> workers, List<Report> refused) {}

    /** Preloads every library found; bad ones are refused and the others go on. */
    public synchronized Preloaded preloadAll() throws ReportException {
        var workers = new ArrayList<BackgroundWorker>();
        var refused = new ArrayList<Report>();
        for (var entry : directory.entries()) {
            try {
                workers.addAll(load(Candidate.read(entry, maxSize), true));
            } catch (ReportException bad) {
                refused.add(bad.report());
            }
        }
        inspections.forgetOthers();
        inspections.save();
        return new Preloaded(workers, refused);
    }

    /**
     * Preloads the named libraries; a missing or bad one is refused, and all that is wrong told
     * (R34).
     */
    public synchronized Preloaded preload(List<String> names) throws ReportException {
        var workers = new ArrayList<BackgroundWorker>();
        var refused = new ArrayList<Report>();
        var found = new TreeMap<String, Candidate>();
        var unreadable = new ArrayList<Report>();
        for (var entry : directory.entries()) {
            try {
                var candidate = Candidate.read(entry, maxSize);
                var other = found.putIfAbsent(candidate.name(), candidate);
                if (other != null && names.contains(candidate.name())) {
                    Log.write(twice(candidate, other.entry()).report().at(Severity.WARNING));
                }
            } catch (ReportException bad) {
                unreadable.add(bad.report());
            }
        }
        for (var name : names) {
            try {
                workers.addAll(
                        load(
                                Optional.ofNullable(found.get(name))
                                        .orElseThrow(() -> missing(name, List.of())),
                                true));
            } catch (ReportException bad) {
                refused.add(bad.report());
            }
        }
        inspections.save();
        if (!refused.isEmpty()) {
            refused.addAll(unreadable);
        }
        return new Preloaded(workers, refused);
    }

    private static long maxSize(SettingTable settings) {
        return (long) settings.values().getInt(HostSettings.LIBRARY_MAX_SIZE) << 20;
    }

    /** A library, loaded now if it is not yet. */
    public Library library(String name) throws ReportException {
        var known = loaded.get(name);
        return known == null ? loadByName(name) : known;
    }

    private synchronized Library loadByName(String name) throws ReportException {
        var known = loaded.get(name);
        if (known != null) {
            return known;
        }
        var unreadable = new ArrayList<Report>();
        for (var entry : directory.entries()) {
            Candidate candidate;
            try {
                candidate = Candidate.read(entry, maxSize);
            } catch (ReportException another) {
                unreadable.add(another.report());
                continue;
            }
            if (candidate.name().equals(name)) {
                load(candidate, false);
                inspections.save();
                return Optional.ofNullable(loaded.get(name))
                        .orElseThrow(() -> missing(name, List.of()));
            }
        }
        throw missing(name, unreadable);
    }

    /** One of those that could not be read may be the one that is missed. */
    private static ReportException missing(String name, List<Report> unreadable) {
        var others =
                unreadable.stream()
                        .map(one -> "\nNot readable: %s.".formatted(one.primary()))
                        .collect(Collectors.joining());
        return new ReportException(
                "could not access file \"%s\": No such file or directory".formatted(name),
                "No jar or folder in the modules directory has a root module of that name."
                        + others,
                "");
    }

    /** All that a load is: check, declare settings, make the layer, init. */
    private List<BackgroundWorker> load(Candidate candidate, boolean preloading)
            throws ReportException {
        var name = candidate.name();
        var other = loaded.get(name);
        if (other != null) {
            throw twice(candidate, other.entry());
        }
        var inspection = inspect(candidate, inspections);
        var controller = new Layering(candidate, drivers).define();
        var library = new Library(candidate, inspection, controller);
        declare(settings, name, inspection).forEach(Log::write);
        try {
            var workers =
                    Init.run(library, preloading, settings.values(library.settings()), initTimeout);
            loaded.put(name, library);
            Log.write(
                    Report.of(
                            Severity.DEBUG1,
                            "loaded library \"%s\" %s".formatted(name, library.version()).strip()));
            return workers;
        } catch (ReportException failed) {
            settings.withdraw(inspection.settings());
            throw failed;
        }
    }

    private static List<Report> declare(
            SettingTable settings, String library, Inspection inspection) throws ReportException {
        try {
            return settings.declare(inspection.settings());
        } catch (ReportException bad) {
            var report = bad.report();
            throw new ReportException(
                    "incompatible library \"%s\": %s".formatted(library, report.primary()),
                    report.detail(),
                    report.hint());
        }
    }

    private static Inspection inspect(Candidate candidate, Inspections inspections)
            throws ReportException {
        var problems = new ArrayList<>(candidate.problems(spiVersion()));
        var inspection = inspections.of(candidate);
        problems.addAll(inspection.problems());
        if (!problems.isEmpty()) {
            throw new ReportException(Report.joined(problems));
        }
        return inspection;
    }

    /**
     * What {@link #check} found.
     *
     * @param libraries how many could be loaded
     * @param problems with the others, and with settings
     */
    public record Checked(int libraries, List<Report> problems) {}

    /** Finds all that is wrong in a directory, without running a library's code. */
    public static Checked check(Path directory, SettingTable settings, DriverLayer drivers)
            throws ReportException {
        var problems = new ArrayList<Report>();
        var names = new HashMap<String, Path>();
        var named = new HashSet<>(Set.of("*"));
        for (var entry : new ModulesDirectory(directory).entries()) {
            try {
                var candidate = Candidate.read(entry, maxSize(settings));
                var other = names.putIfAbsent(candidate.name(), entry);
                named.add(candidate.name());
                if (other != null) {
                    throw twice(candidate, other, "would be loaded, \"%s\" would not");
                }
                var inspection = inspect(candidate, Inspections.unremembered());
                new Layering(candidate, drivers).resolve();
                problems.addAll(declare(settings, candidate.name(), inspection));
            } catch (ReportException bad) {
                problems.add(bad.report());
                names.values().remove(entry);
            }
        }
        for (var name : HostSettings.preloaded(settings.values())) {
            if (!named.contains(name)) {
                problems.add(missing(name, List.of()).report());
            }
        }
        return new Checked(names.size(), problems);
    }

    private static ReportException twice(Candidate candidate, Path other) {
        return twice(candidate, other, "is loaded, \"%s\" is not");
    }

    private static ReportException twice(Candidate candidate, Path other, String which) {
        return new ReportException(
                "could not load library \"%s\": there are two of that name"
                        .formatted(candidate.name()),
                ("\"%s\" " + which + ".").formatted(other, candidate.entry()),
                "Remove one of them.");
    }

    static String spiVersion() {
        return WorkerMain.class.getModule().getDescriptor() == null
                ? ""
                : WorkerMain.class
                        .getModule()
                        .getDescriptor()
                        .version()
                        .map(ModuleDescriptor.Version::toString)
                        .orElse("");
    }
}
