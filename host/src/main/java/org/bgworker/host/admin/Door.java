package org.bgworker.host.admin;

import org.eclipse.jetty.server.Request;

/** Who asks, and whether he may. */
interface Door {
    /** What is found out about a request. */
    sealed interface Caller {
        /**
         * He may.
         *
         * @param user for the log
         */
        record Known(String user) implements Caller {}

        /**
         * He may not.
         *
         * @param reply that he gets
         */
        record Refused(Reply reply) implements Caller {}
    }

    /** Whether this is the socket's, so that who asks is on this machine. */
    boolean isSocket();

    /** Looks at a request. */
    Caller caller(Request request);
}
