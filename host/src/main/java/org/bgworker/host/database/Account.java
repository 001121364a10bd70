package org.bgworker.host.database;

/** On whose behalf somebody logs in to a database. */
public enum Account {
    /** The role that workers connect as. */
    WORKERS,
    /** The administrator of the private server; other servers do not tell the host theirs. */
    ADMINISTRATOR
}
