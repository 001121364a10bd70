package org.bgworker.host.guard;

/** Thrown in the place of an exit of the virtual machine. */
public final class ExitError extends Error {
    private static final long serialVersionUID = 1;

    /** The exit code that was asked for. */
    private final int code;

    /** An exit call with its code. */
    public ExitError(int code) {
        super(
                "exit code %d was asked for; in a library this ends the worker, not the host"
                        .formatted(code));
        this.code = code;
    }

    /** The exit code that was asked for. */
    public int code() {
        return code;
    }
}
