package org.bgworker.host.client;

import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/** The host has refused a request. */
public final class RefusedException extends ReportException {
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status, Report report) {
        super(report);
        this.status = status;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }
}
