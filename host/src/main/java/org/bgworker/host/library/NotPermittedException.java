package org.bgworker.host.library;

import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/** The gate does not let a library run; it may do so later. */
final class NotPermittedException extends ReportException {
    private static final long serialVersionUID = 1;

    private final transient Gate.Decision decision;

    NotPermittedException(Gate.Decision decision, Report report) {
        super(report);
        this.decision = decision;
    }

    Gate.Decision decision() {
        return decision;
    }
}
