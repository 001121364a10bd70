package org.bgworker.host.archive;

/** How much memory one library may still take while its files are read. */
public final class Budget {
    private final long limit;
    private long left;

    /**
     * A full budget.
     *
     * @param bytes for all files of the library, packed and unpacked
     */
    public Budget(long bytes) {
        this.limit = bytes;
        this.left = bytes;
    }

    /** Takes so many bytes, before they are allocated. */
    void take(long bytes) throws TooLargeException {
        if (bytes > left) {
            throw new TooLargeException(limit);
        }
        left -= bytes;
    }

    /** Gives back what is no longer held. */
    void giveBack(long bytes) {
        left += bytes;
    }

    /** A library needs more memory than it may have. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;

        private final long limit;

        TooLargeException(long limit) {
            super("more than %d bytes".formatted(limit));
            this.limit = limit;
        }

        long limit() {
            return limit;
        }
    }
}
