package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.SettingTable;

/**
 * What is wrong with the libraries of a directory.
 *
 * @param libraries how many could be loaded
 * @param problems with the others, and with settings
 */
public record LibraryCheck(int libraries, List<Report> problems) {
    /** Finds all that is wrong in a directory, without running a library's code. */
    public static LibraryCheck of(Path directory, SettingTable settings, DriverLayer drivers)
            throws ReportException {
        var problems = new ArrayList<Report>();
        var names = new HashMap<String, Path>();
        var named = new HashSet<>(Set.of("*"));
        for (var entry : new ModulesDirectory(directory).entries().keySet()) {
            try {
                var candidate = Candidate.read(entry, Loading.maxSize(settings));
                var other = names.putIfAbsent(candidate.name(), entry);
                named.add(candidate.name());
                if (other != null) {
                    throw twice(candidate, other, "would be loaded, \"%s\" would not");
                }
                var inspection = Loading.inspect(candidate, Inspections.unremembered());
                new Layering(candidate, drivers).resolve();
                problems.addAll(
                        Loading.declare(
                                settings, candidate.name(), List.of(), inspection.settings()));
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
        return new LibraryCheck(names.size(), problems);
    }

    static ReportException twice(Candidate candidate, Path other) {
        return twice(candidate, other, "is loaded, \"%s\" is not");
    }

    private static ReportException twice(Candidate candidate, Path other, String which) {
        return new ReportException(
                "could not load library \"%s\": there are two of that name"
                        .formatted(candidate.name()),
                ("\"%s\" " + which + ".").formatted(other, candidate.entry()),
                "Remove one of them.");
    }

    /** One of those that could not be read may be the one that is missed. */
    static ReportException missing(String name, List<Report> unreadable) {
        var others = new StringBuilder();
        unreadable.forEach(one -> others.append("\nNot readable: %s.".formatted(one.primary())));
        return new ReportException(
                "could not access file \"%s\": No such file or directory".formatted(name),
                "No jar or folder in the modules directory has a root module of that name."
                        + others,
                "");
    }
}
