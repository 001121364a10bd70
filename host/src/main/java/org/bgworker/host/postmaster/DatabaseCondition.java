package org.bgworker.host.postmaster;

import org.bgworker.spi.DatabaseState;

/**
 * What the database was found to be like.
 *
 * @param kind of condition
 * @param reason what the server or the driver has said; empty where sessions can be had
 */
public record DatabaseCondition(Kind kind, String reason) {
    /** Nobody has looked yet. */
    public static final DatabaseCondition UNKNOWN = new DatabaseCondition(Kind.UNKNOWN, "");

    /** A primary, or the private server. */
    public static final DatabaseCondition READ_WRITE = new DatabaseCondition(Kind.READ_WRITE, "");

    /** A hot standby. */
    public static final DatabaseCondition READ_ONLY = new DatabaseCondition(Kind.READ_ONLY, "");

    /** Kinds of condition. */
    public enum Kind {
        /** Nobody has looked yet. */
        UNKNOWN("not known yet"),
        /** It does not answer, or nobody is there. */
        GONE("gone"),
        /** It answers, but takes no sessions of the host: password, database, too many. */
        REFUSING("refusing"),
        /** It is on its way down. */
        SHUTTING_DOWN("shutting down"),
        /** It is starting up, or recovers and cannot be read yet. */
        STARTING_UP("starting up"),
        /** It takes reads. */
        READ_ONLY("read-only"),
        /** It takes reads and writes. */
        READ_WRITE("read-write"),
        /** The private server: nobody has needed it yet. */
        NOT_STARTED("not started"),
        /** The private server: it is being started, or recovers. */
        STARTING("starting"),
        /** The private server: it could not be started, which is tried again. */
        FAILED("failed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As listings and the log have it. */
        public String word() {
            return word;
        }
    }

    /**
     * What the server as a whole can do then (R51). The host answers for the private server: while
     * it does not run, only those are kept waiting who need it.
     */
    public ServerState serverState() {
        return switch (kind) {
            case UNKNOWN, GONE, REFUSING, SHUTTING_DOWN -> ServerState.STARTUP;
            case STARTING_UP -> ServerState.RECOVERY;
            case READ_ONLY -> ServerState.HOT_STANDBY;
            case NOT_STARTED, STARTING, FAILED, READ_WRITE -> ServerState.RUN;
        };
    }

    /** What a worker is told of it. */
    public DatabaseState state() {
        return switch (kind) {
            case UNKNOWN,
                    NOT_STARTED,
                    STARTING,
                    FAILED,
                    GONE,
                    REFUSING,
                    SHUTTING_DOWN,
                    STARTING_UP ->
                    DatabaseState.UNAVAILABLE;
            case READ_ONLY -> DatabaseState.READ_ONLY;
            case READ_WRITE -> DatabaseState.READ_WRITE;
        };
    }
}
