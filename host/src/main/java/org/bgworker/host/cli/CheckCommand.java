package org.bgworker.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.admin.AdminServer;
import org.bgworker.host.database.Drivers;
import org.bgworker.host.library.LibraryCheck;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.server.Databases;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.server.Preparation;
import org.bgworker.host.setting.SettingTable;

/** Prints everything that is wrong, and starts nothing. */
final class CheckCommand extends Command {
    private final HostWords words = new HostWords(this);

    CheckCommand() {
        super(
                "Reads settings and libraries and prints everything that is wrong.",
                """
                No code of a library is run. Exits with 0 if all is well, with 78 if not.

                Example: bgworker check --modules modules-out\
                """);
    }

    @Override
    public Integer call() {
        var options = words.options();
        var settings = options.settings();
        var problems = new ArrayList<Report>(settings.load());
        int libraries = 0;
        badListening(options, settings).ifPresent(problems::add);
        try {
            var drivers = drivers(settings, problems);
            drivers.flatMap(one -> badDatabase(options, settings, one)).ifPresent(problems::add);
            var layer = drivers.map(Drivers::layer);
            var checked = LibraryCheck.of(options.modules(), settings, () -> layer);
            libraries = checked.libraries();
            problems.addAll(checked.problems());
        } catch (ReportException unreadable) {
            problems.add(unreadable.report());
        }
        print(options, problems, libraries);
        return problems.isEmpty() ? Exit.DONE : Exit.BAD_CONFIGURATION;
    }

    private static Optional<Report> badListening(HostOptions options, SettingTable settings) {
        try {
            AdminServer.check(settings.values(), options.data());
            return Optional.empty();
        } catch (ReportException bad) {
            return Optional.of(bad.report());
        }
    }

    private static Optional<Report> badDatabase(
            HostOptions options, SettingTable settings, Drivers drivers) {
        try (var _ = Databases.of(settings.values(), drivers, options.data())) {
            return Optional.empty();
        } catch (ReportException bad) {
            return Optional.of(bad.report());
        }
    }

    private static Optional<Drivers> drivers(SettingTable settings, List<Report> problems) {
        try {
            return Optional.of(Preparation.drivers(settings));
        } catch (ReportException missing) {
            problems.add(missing.report());
            return Optional.empty();
        }
    }

    private void print(HostOptions options, List<Report> problems, int libraries) {
        var screen = screen();
        problems.forEach(screen::report);
        screen.line(
                "%d %s, %d good %s in \"%s\""
                        .formatted(
                                problems.size(),
                                problems.size() == 1 ? "problem" : "problems",
                                libraries,
                                libraries == 1 ? "library" : "libraries",
                                options.modules()));
    }
}
