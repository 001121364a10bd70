package org.bgworker.host.library;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/** Says now and then how far work is that takes long; of work that does not, nothing. */
final class Progress {
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final String what;
    private final int total;
    private final InstantSource clock;
    private Instant next;
    private int done;

    Progress(String what, int total, InstantSource clock) {
        this.what = what;
        this.total = total;
        this.clock = clock;
        this.next = clock.instant().plus(QUIET);
    }

    /** One more is done. */
    void step() {
        done++;
        var now = clock.instant();
        if (now.isAfter(next)) {
            next = now.plus(QUIET);
            Log.write(Report.of(Severity.LOG, "%s: %d of %d so far".formatted(what, done, total)));
        }
    }
}
