package org.bgworker.host.embedding;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.report.Report;

/** A host could not or must not start; nothing of it is left behind. */
public final class HostRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    private final String primary;

    /** More of it. */
    private final String detail;

    /** What may help. */
    private final String hint;

    HostRefusedException(Report report) {
        super(
                Stream.of(report.primary(), report.detail(), report.hint())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("\n")));
        this.primary = report.primary();
        this.detail = report.detail();
        this.hint = report.hint();
    }

    /** What is wrong, as the log would say it. */
    public String primary() {
        return primary;
    }

    /** More of it, or empty. */
    public String detail() {
        return detail;
    }

    /** What may help, or empty. */
    public String hint() {
        return hint;
    }
}
