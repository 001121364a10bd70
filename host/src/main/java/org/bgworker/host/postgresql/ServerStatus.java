package org.bgworker.host.postgresql;

/** What the private server is doing. */
public sealed interface ServerStatus {
    /** Nobody has needed it yet. */
    record NotStarted() implements ServerStatus {}

    /**
     * It is being started, or recovers.
     *
     * @param reason why it had to be; empty at the first start
     */
    record Starting(String reason) implements ServerStatus {}

    /**
     * It takes sessions.
     *
     * @param pid of its postmaster
     * @param version of PostgreSQL
     * @param workers how workers log in
     * @param administrator how an administrator logs in
     */
    record Running(long pid, String version, ServerAccess workers, ServerAccess administrator)
            implements ServerStatus {}

    /**
     * It could not be started; that is tried again.
     *
     * @param reason why
     */
    record Failed(String reason) implements ServerStatus {}

    /** It has been stopped for good. */
    record Stopped() implements ServerStatus {}
}
