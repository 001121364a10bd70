package org.bgworker.spi;

/** Why a worker is asked to end. */
public enum TerminateReason {
    /** {@link BackgroundWorkerHandle#terminate()}, or an administrator. */
    ADMINISTRATOR,
    /** The host shuts down. */
    SHUTDOWN
}
