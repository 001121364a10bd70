package org.bgworker.host.archive;

import org.bgworker.host.report.ReportException;

/** A jar's end is missing: it may be in the middle of being copied. */
public final class IncompleteException extends ReportException {
    private static final long serialVersionUID = 1;

    IncompleteException(String primary, String detail, String hint) {
        super(primary, detail, hint);
    }
}
