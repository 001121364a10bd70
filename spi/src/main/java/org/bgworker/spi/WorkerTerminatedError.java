package org.bgworker.spi;

/**
 * Thrown at a safe point when the worker is to end. Let it pass.
 *
 * <p>Not an {@link Exception}, so that a loop's {@code catch (Exception e)} does not swallow it; if
 * swallowed all the same, it is thrown again at the next safe point. The worker ends with exit 1
 * and is not restarted (R106); that is logged as an orderly end, not as an error.
 */
public final class WorkerTerminatedError extends Error {
    private static final long serialVersionUID = 1;

    /** Why. */
    private final TerminateReason reason;

    /** Made by the host. */
    public WorkerTerminatedError(String message, TerminateReason reason) {
        super(message);
        this.reason = reason;
    }

    /** Why the worker is to end. */
    public TerminateReason reason() {
        return reason;
    }
}
