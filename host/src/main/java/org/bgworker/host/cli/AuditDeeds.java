package org.bgworker.host.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.audit.AuditLine;
import org.bgworker.host.audit.AuditLine.Deed;
import org.bgworker.host.audit.Auditor;
import org.bgworker.host.audit.Review;
import org.bgworker.host.library.Gate;
import org.bgworker.host.report.Harmless;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/** Permits and revokes what was chosen, and says so. */
final class AuditDeeds {
    private final Auditor auditor;
    private final Screen screen;
    private final Auditor.Signature signature;

    AuditDeeds(Auditor auditor, Screen screen, String note) {
        this.auditor = auditor;
        this.screen = screen;
        var user = System.getProperty("user.name", "");
        this.signature =
                new Auditor.Signature(
                        user.isEmpty() ? "unknown" : Harmless.word(user), Instant.now(), note);
    }

    /** Gives the exit code; bad libraries are told and left out. */
    int permit(AuditChoice chosen) throws ReportException {
        var good = new ArrayList<Review>();
        for (var review : chosen.reviews()) {
            if (!review.problems().isEmpty()) {
                chosen.bad(Report.joined(review.problems()), Exit.BAD_CONFIGURATION);
            } else if (isPermitted(review)) {
                screen.line("%s is permitted already".formatted(title(review)));
            } else {
                good.add(review);
            }
        }
        if (!good.isEmpty()) {
            auditor.permit(good, signature);
            good.forEach(this::say);
        }
        return chosen.code();
    }

    private boolean isPermitted(Review review) {
        return auditor.library(review.contents().identity())
                .line()
                .filter(line -> line.deed() == Deed.PERMIT)
                .isPresent();
    }

    private void say(Review review) {
        var identity = review.contents().identity();
        screen.line("permitted %s".formatted(title(review)));
        screen.list("", AuditReview.files(identity));
        switch (auditor.library(identity).decision()) {
            case Gate.Refused refused -> screen.report(refused.report().at(Severity.WARNING));
            case Gate.NotAudited other -> screen.report(other.report());
            case Gate.Permitted _ -> {}
        }
    }

    private static String title(Review review) {
        return AuditReview.title(review.contents().name(), review.contents().version());
    }

    /** Gives the exit code. */
    int revoke(AuditChoice chosen) throws ReportException {
        var lines = new ArrayList<AuditLine>(chosen.absent());
        for (var review : chosen.reviews()) {
            var line =
                    auditor.library(review.contents().identity())
                            .line()
                            .filter(one -> one.deed() == Deed.PERMIT);
            line.ifPresentOrElse(
                    lines::add, () -> screen.line("%s is not permitted".formatted(title(review))));
        }
        if (!lines.isEmpty()) {
            auditor.revoke(lines, signature);
            lines.forEach(this::sayRevoked);
        }
        return chosen.code();
    }

    private void sayRevoked(AuditLine line) {
        screen.line("revoked %s".formatted(AuditReview.title(line.module(), line.version())));
        screen.list("", List.of("permitted at %s by %s".formatted(line.when(), line.who())));
    }
}
