package org.bgworker.spi;

/** The answer to {@link Backend#registerDynamic}. */
public sealed interface Registration {
    /**
     * The handle.
     *
     * @throws IllegalStateException if the worker was refused, with the reason as its message
     */
    BackgroundWorkerHandle orElseThrow();

    /**
     * A slot is reserved; the worker has not been started yet (R42).
     *
     * @param handle follows the worker
     */
    record Accepted(BackgroundWorkerHandle handle) implements Registration {
        @Override
        public BackgroundWorkerHandle orElseThrow() {
            return handle;
        }
    }

    /**
     * The worker is not registered.
     *
     * @param reason what is wrong, as the log would say it
     * @param detail more of it, or empty
     * @param hint what may help, or empty
     */
    record Refused(String reason, String detail, String hint) implements Registration {
        @Override
        public BackgroundWorkerHandle orElseThrow() {
            throw new IllegalStateException(String.join(" ", reason, detail, hint).stripTrailing());
        }
    }
}
