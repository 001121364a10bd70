package org.bgworker.host.cli;

/** Exit codes. Wrong words are 2, by picocli. */
final class Exit {
    /** Done, or the answer is yes. */
    static final int DONE = 0;

    /** It failed. */
    static final int FAILED = 1;

    /** There is no library of that name. */
    static final int NO_SUCH_LIBRARY = 4;

    /** Settings or libraries are bad ({@code EX_CONFIG}). */
    static final int BAD_CONFIGURATION = 78;

    private Exit() {}
}
