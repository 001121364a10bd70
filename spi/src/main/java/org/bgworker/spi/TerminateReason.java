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
    CRASH,
    /**
     * Another version of the library has been loaded. The worker is started again from that version
     * when this run has ended, unless that version no longer registers it.
     */
    REPLACEMENT,
    /**
     * The database has become read-only under a worker of {@link StartTime#RECOVERY_FINISHED}: its
     * server is now a standby. Only where the setting {@code terminate_on_demotion} is on. The
     * worker is started again when the database takes writes, unless it is never to be restarted.
     */
    DEMOTION
}
