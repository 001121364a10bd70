package org.bgworker.spi;

/**
 * The state the server must have reached before a worker is started ({@code BgWorkerStartTime}).
 *
 * <p>It gates starts only: a running worker is not stopped when the server's state changes (R55).
 */
public enum StartTime {
    /**
     * {@code BgWorkerStart_PostmasterStart}: as soon as the host has finished its own
     * initialisation. Such a worker cannot request a database connection (R19).
     */
    POSTMASTER_START,

    /**
     * {@code BgWorkerStart_ConsistentState}: when the database accepts read-only connections, on a
     * hot standby or a primary.
     */
    CONSISTENT_STATE,

    /** {@code BgWorkerStart_RecoveryFinished}: when the database accepts reads and writes. */
    RECOVERY_FINISHED
}
