package org.bgworker.host.client;

import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;

/** There is no host to ask, or it may not be asked. */
public final class HostUnavailableException extends ReportException {
    private static final long serialVersionUID = 1;

    private final boolean forbidden;

    HostUnavailableException(boolean forbidden, Report report) {
        super(report);
        this.forbidden = forbidden;
    }

    /** Whether there is one, but not for this user. */
    public boolean forbidden() {
        return forbidden;
    }
}
