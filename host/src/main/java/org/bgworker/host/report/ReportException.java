package org.bgworker.host.report;

/** Something failed, and this is what to tell about it. */
public class ReportException extends Exception {
    private static final long serialVersionUID = 1;

    /** What to tell. */
    private final transient Report report;

    /** Carries the report. */
    public ReportException(Report report) {
        super(report.primary());
        this.report = report;
    }

    /** Carries the report of an error. */
    public ReportException(String primary, String detail, String hint) {
        this(Report.error(primary, detail, hint));
    }

    /** What to tell. */
    public Report report() {
        return report;
    }
}
