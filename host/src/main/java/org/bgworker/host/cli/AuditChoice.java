package org.bgworker.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.audit.AuditLine;
import org.bgworker.host.audit.Auditor;
import org.bgworker.host.audit.Auditor.Library;
import org.bgworker.host.audit.Auditor.Unreadable;
import org.bgworker.host.audit.Review;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/** The libraries that the words of {@code audit} choose; what is wrong with the choice is told. */
final class AuditChoice {
    private final Auditor auditor;
    private final Screen screen;
    private final List<Review> reviews = new ArrayList<>();
    private final List<AuditLine> absent = new ArrayList<>();
    private int code = Exit.DONE;

    AuditChoice(Auditor auditor, Screen screen) {
        this.auditor = auditor;
        this.screen = screen;
    }

    /** Those that could be read. */
    List<Review> reviews() {
        return reviews;
    }

    /** What is permitted of libraries that are no longer there. */
    List<AuditLine> absent() {
        return absent;
    }

    /** The exit code so far. */
    int code() {
        return code;
    }

    void bad(Report report, int exit) {
        screen.report(report);
        code = Math.max(code, exit);
    }

    void addAll() throws ReportException {
        for (var entry : auditor.entries()) {
            switch (entry) {
                case Library library -> review(library.path());
                case Unreadable unreadable -> bad(unreadable.report(), Exit.BAD_CONFIGURATION);
            }
        }
    }

    /** Chooses by a name; with {@code gone}, what is no longer there is chosen too. */
    void add(String name, boolean gone) throws ReportException {
        var entry = gone ? ofDirectory(name) : auditor.find(name);
        var known = auditor.permitted(name);
        if (entry.isPresent()) {
            review(entry.orElseThrow());
        } else if (gone && !known.isEmpty()) {
            absent.addAll(known);
        } else {
            bad(
                    Report.error(
                            "there is no library \"%s\"".formatted(name),
                            "No jar or folder in the modules directory has a root module of that name, and there is no file of it.",
                            "\"bgworker audit\" lists those that there are."),
                    Exit.NOT_FOUND);
        }
    }

    /** To revoke what is gone, no directory is needed. */
    private java.util.Optional<Path> ofDirectory(String name) {
        try {
            return auditor.find(name);
        } catch (ReportException none) {
            screen.report(none.report());
            return java.util.Optional.empty();
        }
    }

    private void review(Path entry) {
        try {
            reviews.add(auditor.review(entry));
        } catch (ReportException unreadable) {
            bad(unreadable.report(), Exit.BAD_CONFIGURATION);
        }
    }
}
