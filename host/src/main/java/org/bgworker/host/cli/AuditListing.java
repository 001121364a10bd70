package org.bgworker.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bgworker.host.audit.AuditLine;
import org.bgworker.host.audit.Auditor;
import org.bgworker.host.audit.Auditor.Library;
import org.bgworker.host.audit.Auditor.Unreadable;
import org.bgworker.host.library.Gate;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/** Prints every library of the modules directory, and whether it may run. */
final class AuditListing {
    private final Auditor auditor;
    private final Screen screen;

    AuditListing(Auditor auditor, Screen screen) {
        this.auditor = auditor;
        this.screen = screen;
    }

    /** Gives the exit code. */
    int print(boolean json) throws ReportException {
        var entries = auditor.entries();
        if (json) {
            screen.json(Map.of("libraries", entries.stream().map(AuditListing::tree).toList()));
        } else {
            entries.forEach(this::print);
        }
        boolean bad = entries.stream().anyMatch(Unreadable.class::isInstance);
        return bad ? Exit.BAD_CONFIGURATION : Exit.DONE;
    }

    private void print(Auditor.Entry entry) {
        switch (entry) {
            case Library library ->
                    row(
                            AuditReview.title(
                                    library.identity().name(), library.identity().version()),
                            library.decision().word(),
                            why(library));
            case Unreadable bad ->
                    row(String.valueOf(bad.path().getFileName()), "bad", bad.report().primary());
        }
    }

    private void row(String title, String state, String why) {
        screen.line("%-30s %-12s %s".formatted(title, state, why).stripTrailing());
    }

    private static String why(Library library) {
        return switch (library.decision()) {
            case Gate.Permitted _ -> library.line().map(AuditListing::why).orElse("");
            case Gate.NotAudited other -> other.report().detail().replace('\n', ' ');
            case Gate.Refused refused -> refused.report().primary();
        };
    }

    private static String why(AuditLine line) {
        return "at %s by %s%s"
                .formatted(
                        line.when(), line.who(), line.note().isEmpty() ? "" : ": " + line.note());
    }

    private static Map<String, Object> tree(Auditor.Entry entry) {
        return switch (entry) {
            case Library library -> AuditReview.tree(library);
            case Unreadable bad ->
                    Map.of(
                            "entry",
                            bad.path().toString(),
                            "state",
                            "bad",
                            "reports",
                            trees(List.of(bad.report())));
        };
    }

    static List<Object> trees(List<Report> reports) {
        var all = new ArrayList<Object>();
        for (var one : reports) {
            all.add(
                    Map.of(
                            "severity", one.severity().label(),
                            "primary", one.primary(),
                            "detail", one.detail(),
                            "hint", one.hint()));
        }
        return all;
    }
}
