package org.bgworker.host.cli;

/** Exit codes. Wrong words are 2, by picocli. */
public final class Exit {
    /** Done, or the answer is yes. */
    public static final int DONE = 0;

    /** It failed. */
    public static final int FAILED = 1;

    /** No host is running in the data directory. */
    public static final int NOT_RUNNING = 3;

    /** There is no library, or no worker, of that name. */
    public static final int NOT_FOUND = 4;

    /** This user may not do that ({@code EX_NOPERM}). */
    public static final int NOT_PERMITTED = 77;

    /** Settings or libraries are bad ({@code EX_CONFIG}). */
    public static final int BAD_CONFIGURATION = 78;

    /** The time was over before it was done; it may still be done. */
    public static final int TIMEOUT = 124;

    /** A second Ctrl-C ended a host that was still starting, as a shell reports SIGINT. */
    public static final int INTERRUPTED = 130;

    private Exit() {}
}
