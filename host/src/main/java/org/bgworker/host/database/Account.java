package org.bgworker.host.database;

/** The role of a login. */
public enum Account {
    /** The role that workers connect as. */
    WORKERS,
    /** The administrator of the private server; the host has none on other servers. */
    ADMINISTRATOR
}
