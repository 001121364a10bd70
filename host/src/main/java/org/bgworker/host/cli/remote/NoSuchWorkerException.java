package org.bgworker.host.cli.remote;

import org.bgworker.host.report.ReportException;

/** A word names no worker, or more than one. */
final class NoSuchWorkerException extends ReportException {
    private static final long serialVersionUID = 1;

    NoSuchWorkerException(String primary, String detail, String hint) {
        super(primary, detail, hint);
    }
}
