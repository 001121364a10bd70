package org.bgworker.host.postmaster;

import static org.bgworker.spi.StartTime.POSTMASTER_START;
import static org.bgworker.spi.WorkerFlag.BACKEND_DATABASE_CONNECTION;
import static org.bgworker.spi.WorkerFlag.SHMEM_ACCESS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.BackgroundWorker;

/**
 * The rules across the fields of a worker ({@code SanityCheckBackgroundWorker}), in R17's order.
 */
final class Rules {
    private Rules() {}

    /** What is wrong with a worker, all of it: the first leads, the others stand in the detail. */
    static Optional<Report> problems(BackgroundWorker worker, boolean isStatic) {
        var severity = isStatic ? Severity.LOG : Severity.ERROR;
        var found = new ArrayList<Report>();
        if (worker.has(BACKEND_DATABASE_CONNECTION) && !worker.has(SHMEM_ACCESS)) {
            found.add(
                    problem(
                            severity,
                            worker,
                            "must attach to shared memory in order to request a database connection"));
        }
        if (worker.has(BACKEND_DATABASE_CONNECTION) && worker.startTime() == POSTMASTER_START) {
            found.add(
                    problem(
                            severity,
                            worker,
                            "cannot request database access if starting at postmaster start"));
        }
        if (isStatic && worker.notifyPid() != 0) {
            found.add(
                    problem(
                            severity,
                            worker,
                            "only dynamic background workers can request notification"));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(Report.joined(List.copyOf(found)));
    }

    private static Report problem(Severity severity, BackgroundWorker worker, String what) {
        return Report.of(severity, "background worker \"%s\": %s".formatted(worker.name(), what));
    }
}
