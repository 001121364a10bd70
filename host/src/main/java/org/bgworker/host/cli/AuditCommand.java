package org.bgworker.host.cli;

import static org.bgworker.host.cli.Grammar.option;
import static org.bgworker.host.cli.Grammar.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bgworker.host.audit.Audit;
import org.bgworker.host.audit.Auditor;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.HostSettings;

/** Shows what libraries are permitted and what they can do, and permits them. */
final class AuditCommand extends Command {
    private final HostWords words = new HostWords(this);
    private final Supplier<List<String>> names =
            grammar()
                    .texts(
                            parameter("NAME")
                                    .description(
                                            "A library of the modules directory, or the path of a jar or folder."));
    private final BooleanSupplier all =
            grammar().flag(option("--all").description("All libraries of the modules directory."));
    private final BooleanSupplier permit =
            grammar()
                    .flag(
                            option("--permit")
                                    .description(
                                            "Permits them: they may run from the host's next look on."));
    private final BooleanSupplier revoke =
            grammar().flag(option("--revoke").description("Does not permit them any longer."));
    private final BooleanSupplier diff =
            grammar()
                    .flag(
                            option("--diff")
                                    .description(
                                            "Shows what changed against the version that was permitted last."));
    private final Supplier<String> note =
            grammar()
                    .value(
                            String.class,
                            option("--note")
                                    .paramLabel("TEXT")
                                    .defaultValue("")
                                    .description(
                                            "Why, with --permit or --revoke; kept in the list."));
    private final BooleanSupplier json =
            grammar().flag(option("--json").description("Prints JSON, for programs."));

    AuditCommand() {
        super(
                "Lists libraries, shows what they can do, and permits them.",
                """
                Without a name it lists all libraries and whether they are permitted; with
                names it shows what a reviewer wants to know of them. No code of a library is
                run.

                This is a gate against accidents and unreviewed code, not a sandbox: what is
                permitted runs with all the rights of the host.

                Exits with 0 if it is done, 1 if it failed, 4 if there is no such library, 78
                if a library is bad.

                Example: bgworker audit hello --permit --note 'read by two of us'\
                """);
    }

    @Override
    public Integer call() {
        checkWords();
        var screen = screen();
        var options = words.options();
        var settings = options.settings();
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
        var reports = json.getAsBoolean() ? errors() : screen;
        heard.forEach(reports::report);
        try {
            return run(auditor, screen, reports);
        } catch (ReportException failed) {
            reports.report(failed.report());
            return Exit.FAILED;
        }
    }

    private int run(Auditor auditor, Screen screen, Screen reports) throws ReportException {
        if (names.get().isEmpty() && !all.getAsBoolean()) {
            int code = new AuditListing(auditor, screen).print(json.getAsBoolean());
            return auditor.isUsable() ? code : Exit.FAILED;
        }
        var chosen = new AuditChoice(auditor, reports);
        if (all.getAsBoolean()) {
            chosen.addAll();
        }
        for (var name : names.get()) {
            chosen.add(name, revoke.getAsBoolean());
        }
        if (writes()) {
            var deeds = new AuditDeeds(auditor, screen, note.get());
            return permit.getAsBoolean() ? deeds.permit(chosen) : deeds.revoke(chosen);
        }
        return diff.getAsBoolean()
                ? new AuditDifference(auditor, screen).print(chosen, json.getAsBoolean())
                : new AuditReview(auditor, screen).print(chosen, json.getAsBoolean());
    }

    private boolean writes() {
        return permit.getAsBoolean() || revoke.getAsBoolean();
    }

    private void checkWords() {
        if (Stream.of(permit, revoke, diff).filter(BooleanSupplier::getAsBoolean).count() > 1) {
            throw wrongWords("--permit, --revoke and --diff exclude each other");
        }
        if (names.get().isEmpty() && !all.getAsBoolean() && (writes() || diff.getAsBoolean())) {
            throw wrongWords("Missing required parameter: 'NAME'");
        }
        if (!names.get().isEmpty() && all.getAsBoolean()) {
            throw wrongWords("--all and names exclude each other");
        }
        if (!note.get().isEmpty() && !writes()) {
            throw wrongWords("--note requires --permit or --revoke");
        }
        if (json.getAsBoolean() && writes()) {
            throw wrongWords("--json is for the list, reviews and --diff");
        }
    }
}
