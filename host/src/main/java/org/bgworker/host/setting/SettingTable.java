package org.bgworker.host.setting;

import static org.bgworker.host.report.Severity.ERROR;
import static org.bgworker.host.report.Severity.LOG;
import static org.bgworker.host.report.Severity.WARNING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.spi.Setting;

/**
 * Owns the settings. A value may stand in the file before the library that declares it is loaded;
 * until then it waits as a placeholder (P62).
 */
public final class SettingTable {
    private final Path file;
    private final boolean required;
    private final List<Assignment> commandLine;
    private final Map<String, Declaration> declarations = new TreeMap<>();
    private final Set<String> reservedPrefixes = new TreeSet<>();
    private Map<String, Assignment> written = Map.of();
    private volatile Map<String, Values.Entry> entries = Map.of();

    /**
     * Declares the host's settings and reads nothing yet.
     *
     * @param file the settings file
     * @param required whether it must exist
     * @param commandLine values that come before those of the file
     */
    public SettingTable(Path file, boolean required, List<Assignment> commandLine) {
        this.file = file;
        this.required = required;
        this.commandLine = commandLine;
        HostSettings.all().forEach(one -> declarations.put(one.name(), one));
    }

    /**
     * Reads everything for the first time.
     *
     * @return all that is wrong; the host does not start unless there is nothing
     */
    public synchronized List<Report> load() {
        var problems = new ArrayList<Report>();
        written = read(problems);
        entries = evaluate(problems);
        return problems;
    }

    /**
     * Reads everything again ({@code ProcessConfigFile(PGC_SIGHUP)}). If anything is wrong nothing
     * changes.
     *
     * @return all that is wrong, and what needs a restart
     */
    public synchronized List<Report> reload() {
        var problems = new ArrayList<Report>();
        var before = written;
        var old = entries;
        written = read(problems);
        var next = evaluate(problems);
        if (!problems.isEmpty()) {
            written = before;
            problems.add(
                    Report.of(
                            LOG,
                            "configuration file \"%s\" contains errors; no changes were applied"
                                    .formatted(file)));
            return problems;
        }
        next.replaceAll((name, entry) -> keepUntilRestart(old.get(name), entry, problems));
        entries = next;
        return problems;
    }

    /** What a reload would change; changes nothing. */
    public synchronized Preview preview() {
        var problems = new ArrayList<Report>();
        var before = written;
        written = read(problems);
        var next = evaluate(problems);
        written = before;
        return Preview.of(entries, next, problems);
    }

    private static Values.Entry keepUntilRestart(
            Values.@org.jspecify.annotations.Nullable Entry old,
            Values.Entry entry,
            List<Report> problems) {
        var before = old == null ? byDefault(entry.declaration()) : old;
        if (entry.declaration().context() == Setting.Context.SIGHUP
                || before.value().equals(entry.value())) {
            return entry;
        }
        problems.add(
                Report.of(
                        LOG,
                        "parameter \"%s\" cannot be changed without restarting the server"
                                .formatted(entry.declaration().name())));
        return before;
    }

    /**
     * Declares the settings of a library.
     *
     * @return what is wrong with values that were written for them; their defaults stand (P62, P63)
     * @throws ReportException if a declaration is bad, or taken (P61); then nothing is declared
     */
    public List<Report> declare(List<Declaration> settings) throws ReportException {
        return redeclare(List.of(), settings);
    }

    /**
     * Declares the settings of another version of a library. What only the old version declares
     * stays until it is withdrawn.
     *
     * @param old what the version before declares
     * @param settings what this one declares
     * @return as {@link #declare}
     * @throws ReportException as {@link #declare}; then the old version's stay as they are
     */
    public synchronized List<Report> redeclare(List<Declaration> old, List<Declaration> settings)
            throws ReportException {
        if (settings.isEmpty()) {
            return List.of();
        }
        var taken = new TreeSet<>(declarations.keySet());
        old.forEach(one -> taken.remove(one.name()));
        DeclarationRules.check(settings, taken);
        var problems = new ArrayList<Report>();
        for (var setting : settings) {
            declarations.put(setting.name(), setting);
            reservedPrefixes.add(setting.prefix());
        }
        var next = new LinkedHashMap<>(entries);
        for (var setting : settings) {
            next.put(setting.name(), evaluate(setting, problems));
        }
        written.values().stream()
                .filter(one ->
                        settings.stream().anyMatch(s -> one.name().startsWith(s.prefix() + ".")))
                .filter(one -> !declarations.containsKey(one.name()))
                .forEach(one -> problems.add(removed(one)));
        entries = next;
        return problems.stream().map(one -> one.at(WARNING)).toList();
    }

    /** Takes back what a library declared whose load has failed after all. */
    public synchronized void withdraw(List<Declaration> settings) {
        if (settings.isEmpty()) {
            return;
        }
        var next = new LinkedHashMap<>(entries);
        for (var setting : settings) {
            declarations.remove(setting.name());
            next.remove(setting.name());
        }
        reservedPrefixes.clear();
        declarations.values().stream()
                .map(Declaration::prefix)
                .filter(prefix -> !prefix.isEmpty())
                .forEach(reservedPrefixes::add);
        entries = next;
    }

    private static Report removed(Assignment one) {
        var prefix = one.name().substring(0, one.name().indexOf('.'));
        return new Report(
                WARNING,
                "invalid configuration parameter name \"%s\", removing it".formatted(one.name()),
                "\"%s\" is now a reserved prefix. It stands %s.".formatted(prefix, one.origin()),
                "");
    }

    /** The values that hold now, of every setting. */
    public Values values() {
        return new Values(entries, _ -> true);
    }

    /** The values that hold now, as far as one library may see them. */
    public Values values(Set<String> names) {
        return new Values(entries, setting -> names.contains(setting.name()));
    }

    /** All settings that exist. */
    public synchronized List<Declaration> declarations() {
        return List.copyOf(declarations.values());
    }

    private Map<String, Assignment> read(List<Report> problems) {
        var result = new LinkedHashMap<String, Assignment>();
        if (required || Files.exists(file)) {
            var content = SettingFile.read(file);
            problems.addAll(content.problems());
            content.assignments().forEach(one -> result.put(one.name(), one));
        }
        commandLine.forEach(one -> result.put(one.name(), one));
        result.keySet().stream()
                .flatMap(name -> DatabaseSettings.of(name).stream())
                .forEach(one -> declarations.putIfAbsent(one.name(), one));
        for (var one : result.values()) {
            unknown(one).ifPresent(problems::add);
        }
        return result;
    }

    private Optional<Report> unknown(Assignment one) {
        int dot = one.name().indexOf('.');
        boolean placeholder =
                dot > 0
                        && !reservedPrefixes.contains(one.name().substring(0, dot))
                        && !DatabaseSettings.reserves(one.name());
        if (placeholder || declarations.containsKey(one.name())) {
            return Optional.empty();
        }
        return Optional.of(
                Report.of(
                        ERROR,
                        "unrecognized configuration parameter \"%s\" %s"
                                .formatted(one.name(), one.origin())));
    }

    private Map<String, Values.Entry> evaluate(List<Report> problems) {
        var result = new LinkedHashMap<String, Values.Entry>();
        for (var setting : declarations.values()) {
            result.put(setting.name(), evaluate(setting, problems));
        }
        return result;
    }

    private Values.Entry evaluate(Declaration setting, List<Report> problems) {
        var one = written.get(setting.name());
        if (one != null) {
            try {
                return new Values.Entry(
                        setting, ValueParser.parse(setting, one.value()), one.origin());
            } catch (ReportException bad) {
                var report = bad.report();
                var where = "The value stands %s.".formatted(one.origin());
                problems.add(
                        Report.error(
                                report.primary(),
                                report.detail().isEmpty() ? where : report.detail() + " " + where,
                                report.hint()));
            }
        }
        return byDefault(setting);
    }

    private static Values.Entry byDefault(Declaration setting) {
        try {
            return new Values.Entry(
                    setting, ValueParser.parse(setting, setting.defaultValue()), "default");
        } catch (ReportException bad) {
            throw new IllegalStateException(bad.report().toString(), bad);
        }
    }
}
