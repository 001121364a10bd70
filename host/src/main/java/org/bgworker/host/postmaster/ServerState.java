package org.bgworker.host.postmaster;

import org.bgworker.spi.StartTime;

/** {@code pmState}: what the server is able to do, and so which workers may start (R51). */
public enum ServerState {
    /** {@code PM_INIT}: libraries are being preloaded. */
    INIT,
    /** {@code PM_STARTUP}: the host has initialised, the database does not answer yet. */
    STARTUP,
    /** {@code PM_RECOVERY}: the database starts up or recovers, and takes no connections. */
    RECOVERY,
    /** {@code PM_HOT_STANDBY}: the database takes read-only connections. */
    HOT_STANDBY,
    /** {@code PM_RUN}: the database takes reads and writes. */
    RUN,
    /** {@code PM_STOP_BACKENDS}: workers have been told to end. */
    STOP_BACKENDS,
    /** {@code PM_WAIT_XLOG_ARCHIVAL}, roughly: only the host's own workers are left to end. */
    STOP_HOST_WORKERS,
    /** {@code PM_NO_CHILDREN}: nothing runs any more. */
    NO_CHILDREN;

    /**
     * Whether a worker may start in this state. {@link #INIT} allows none: libraries come first.
     */
    public boolean allows(StartTime startTime) {
        return switch (startTime) {
            case POSTMASTER_START -> this != INIT && !stopping();
            case CONSISTENT_STATE -> this == HOT_STANDBY || this == RUN;
            case RECOVERY_FINISHED -> this == RUN;
        };
    }

    /** Whether the server is on its way down. */
    public boolean stopping() {
        return compareTo(STOP_BACKENDS) >= 0;
    }
}
