package org.bgworker.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bgworker.host.audit.Audit;
import org.bgworker.host.audit.Auditor;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.SettingTable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what libraries are permitted and what they can do, and permits them. */
@Command(
        name = "audit",
        description = "Lists libraries, shows what they can do, and permits them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without a name it lists all libraries and whether they are permitted; with",
            "names it shows what a reviewer wants to know of them. No code of a library is",
            "run.",
            "",
            "This is a gate against accidents and unreviewed code, not a sandbox: what is",
            "permitted runs with all the rights of the host.",
            "",
            "Exits with 0 if it is done, 1 if it failed, 4 if there is no such library, 78",
            "if a library is bad.",
            "",
            "Example: bgworker audit hello --permit --note 'read by two of us'"
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin private final HostWords words = new HostWords();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description = "A library of the modules directory, or the path of a jar or folder.")
    private List<String> names = new ArrayList<>();

    @ArgGroup private Deed deed = new Deed();

    @Option(names = "--all", description = "All libraries of the modules directory.")
    private boolean all;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "Why, with --permit or --revoke; kept in the list.")
    private String note = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** What is to be done about the libraries; shown if nothing. */
    static final class Deed {
        @Option(
                names = "--permit",
                description = "Permit them: they may run from the host's next look on.")
        private boolean permit;

        @Option(names = "--revoke", description = "Do not permit them any longer.")
        private boolean revoke;

        @Option(
                names = "--diff",
                description = "Show what changed against the version that was permitted last.")
        private boolean diff;
    }

    @Override
    public Integer call() {
        checkWords();
        var screen = new Screen(spec.commandLine().getOut());
        var options = words.options();
        var settings =
                new SettingTable(
                        options.settingsFile(), options.conf().isPresent(), options.assignments());
        var problems = settings.load();
        if (!problems.isEmpty()) {
            problems.forEach(screen::report);
            return Exit.BAD_CONFIGURATION;
        }
        var heard = new ArrayList<Report>();
        var auditor =
                new Auditor(
                        new Audit.Directories(options.modules(), options.data()),
                        (long) settings.values().getInt(HostSettings.LIBRARY_MAX_SIZE) << 20,
                        heard::add);
        var reports = json ? new Screen(spec.commandLine().getErr()) : screen;
        heard.forEach(reports::report);
        try {
            return run(auditor, screen, reports);
        } catch (ReportException failed) {
            reports.report(failed.report());
            return Exit.FAILED;
        }
    }

    private int run(Auditor auditor, Screen screen, Screen reports) throws ReportException {
        if (names.isEmpty() && !all) {
            int code = new AuditListing(auditor, screen).print(json);
            return auditor.isUsable() ? code : Exit.FAILED;
        }
        var chosen = new AuditChoice(auditor, reports);
        if (all) {
            chosen.addAll();
        }
        for (var name : names) {
            chosen.add(name, deed.revoke);
        }
        if (deed.permit || deed.revoke) {
            var deeds = new AuditDeeds(auditor, screen, note);
            return deed.permit ? deeds.permit(chosen) : deeds.revoke(chosen);
        }
        return deed.diff
                ? new AuditDifference(auditor, screen).print(chosen, json)
                : new AuditReview(auditor, screen).print(chosen, json);
    }

    private void checkWords() {
        boolean writes = deed.permit || deed.revoke;
        if (names.isEmpty() && !all && (writes || deed.diff)) {
            throw wrong("Missing required parameter: 'NAME'");
        }
        if (!names.isEmpty() && all) {
            throw wrong("--all and names exclude each other");
        }
        if (!note.isEmpty() && !writes) {
            throw wrong("--note requires --permit or --revoke");
        }
        if (json && writes) {
            throw wrong("--json is for the list, reviews and --diff");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
