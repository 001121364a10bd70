package org.bgworker.host.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bgworker.host.audit.AuditLine;
import org.bgworker.host.audit.Auditor;
import org.bgworker.host.audit.Difference;
import org.bgworker.host.audit.Review;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/** Prints what changed in libraries against the version that was permitted last. */
final class AuditDifference {
    private final Auditor auditor;
    private final Screen screen;

    AuditDifference(Auditor auditor, Screen screen) {
        this.auditor = auditor;
        this.screen = screen;
    }

    /** Gives the exit code. */
    int print(AuditChoice chosen, boolean json) throws ReportException {
        var trees = new ArrayList<Object>();
        for (var review : chosen.reviews()) {
            var permitted = auditor.permitted(review.contents().name());
            if (permitted.isEmpty()) {
                chosen.bad(none(review), Exit.FAILED);
                continue;
            }
            var last = permitted.getLast();
            var difference = auditor.difference(last, review);
            if (difference.isEmpty()) {
                chosen.bad(notKept(review, last), Exit.FAILED);
            } else if (json) {
                trees.add(tree(review, last, difference.orElseThrow()));
            } else {
                print(review, last, difference.orElseThrow());
            }
        }
        if (json) {
            screen.json(Map.of("differences", trees));
        }
        return chosen.code();
    }

    private static Report none(Review review) {
        return Report.error(
                "no version of library \"%s\" is permitted".formatted(review.contents().name()),
                "There is nothing to compare with.",
                "Review it as a whole, without --diff.");
    }

    private static Report notKept(Review review, AuditLine last) {
        return Report.error(
                "no review of the permitted version of library \"%s\" is kept"
                        .formatted(review.contents().name()),
                "It was permitted at %s by %s, not by this command in this data directory."
                        .formatted(last.when(), last.who()),
                "Review it as a whole, without --diff.");
    }

    private void print(Review review, AuditLine last, Difference difference) {
        var contents = review.contents();
        screen.line(
                "%s against %s, permitted at %s by %s"
                        .formatted(
                                AuditReview.title(contents.name(), contents.version()),
                                last.version().isEmpty() ? "the version" : last.version(),
                                last.when(),
                                last.who()));
        if (difference.changes().isEmpty()) {
            screen.line("nothing has changed");
        }
        difference
                .changes()
                .forEach((kind, change) -> {
                    var lines = new ArrayList<String>();
                    change.removed().forEach(one -> lines.add("- " + one));
                    change.added().forEach(one -> lines.add("+ " + one));
                    change.changed().forEach(one -> lines.add("! " + one));
                    screen.list(kind.word(), lines);
                });
    }

    private static Map<String, Object> tree(Review review, AuditLine last, Difference difference) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", review.contents().name());
        tree.put("version", review.contents().version());
        tree.put("against", AuditReview.tree(last));
        tree.put("changes", List.copyOf(difference.tree()));
        return tree;
    }
}
