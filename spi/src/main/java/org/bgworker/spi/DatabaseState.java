package org.bgworker.spi;

/** What sessions of the host's database can do at the moment. */
public enum DatabaseState {
    /** None can be opened: the server is starting up or shutting down, refuses, or is gone. */
    UNAVAILABLE,
    /** They read: the server is a hot standby. */
    READ_ONLY,
    /** They read and write. */
    READ_WRITE
}
