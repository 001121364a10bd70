package org.bgworker.host.report;

/** Something that code of a library threw. */
public final class CodeFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** Carries what was thrown. */
    public CodeFailure(Throwable thrown) {
        super(thrown.toString(), thrown);
    }

    /** What was thrown. */
    public Throwable thrown() {
        var cause = getCause();
        return cause == null ? this : cause;
    }
}
