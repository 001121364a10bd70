package org.bgworker.host.journal;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many times lie in which range: a histogram whose bounds are powers of two, so that it costs
 * the postmaster's thread next to nothing. One thread writes.
 */
public final class Spread {
    /** 2^10 ns, about a microsecond, is the lowest bound. */
    private static final int LOWEST = 10;

    /** 2^34 ns, about 17 s, is the highest. */
    private static final int HIGHEST = 34;

    private final AtomicLongArray counts = new AtomicLongArray(HIGHEST - LOWEST + 2);
    private volatile long sum;

    Spread() {}

    /** One writer, so that a sum needs no more than to be seen by others. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void add(long nanos) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, nanos - 1));
        int range = Math.clamp(bits - LOWEST, 0, counts.length() - 1);
        counts.setRelease(range, counts.getPlain(range) + 1);
        sum += nanos;
    }

    /** How many ranges there are. */
    public int ranges() {
        return counts.length();
    }

    /** The highest time in a range, in seconds; endless in the last. */
    public double bound(int range) {
        return range == counts.length() - 1
                ? Double.POSITIVE_INFINITY
                : (1L << (range + LOWEST)) / 1e9;
    }

    /** How many times lie in a range. */
    public long count(int range) {
        return counts.getAcquire(range);
    }

    /** All times together, in seconds. */
    public double sum() {
        return sum / 1e9;
    }
}
