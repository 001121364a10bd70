package org.bgworker.spi;

/** Why a worker is asked to end. */
public enum TerminateReason {
    /** {@link BackgroundWorkerHandle#terminate()}, or an administrator. */
    ADMINISTRATOR,
    /** The host shuts down. */
    SHUTDOWN,
    /**
     * Another worker crashed with shared memory attached, and this one has it attached too (R83).
     * It is started again at once with new shared memory, unless it is never to be restarted (R92).
     */
    CRASH
}
