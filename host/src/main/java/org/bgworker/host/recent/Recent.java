package org.bgworker.host.recent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/**
 * The last of many things, numbered from 1 on. Who follows them asks for what came after the last
 * one that he has seen: a slow reader misses some, and keeps nobody waiting.
 *
 * @param <T> the things
 */
public final class Recent<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final int limit;
    private long last;

    /** Number {@code n} lies at {@code (n - 1) % limit}, in the place of an older one. */
    private final List<Numbered<T>> things = new ArrayList<>();

    /** Keeps so many. */
    public Recent(int limit) {
        this.limit = limit;
    }

    /**
     * A thing.
     *
     * @param number one more than that of the one before
     * @param thing which
     * @param <T> its type
     */
    public record Numbered<T>(long number, T thing) {}

    /** Adds one. */
    public void add(T thing) {
        lock.lock();
        try {
            int place = place(++last);
            if (place == things.size()) {
                things.add(new Numbered<>(last, thing));
            } else {
                things.set(place, new Numbered<>(last, thing));
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last one, 0 if there was none yet. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Those with higher numbers that are still known, oldest first. */
    public List<Numbered<T>> after(long number) {
        lock.lock();
        try {
            long first = Math.max(number, last - things.size()) + 1;
            return LongStream.rangeClosed(first, last)
                    .mapToObj(one -> things.get(place(one)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private int place(long number) {
        return (int) ((number - 1) % limit);
    }

    /** As {@link #after}, but waits for one if there is none; empty after that time. */
    public List<Numbered<T>> await(long number, Duration time) throws InterruptedException {
        lock.lock();
        try {
            for (long left = time.toNanos(); last <= number && left > 0; ) {
                left = more.awaitNanos(left);
            }
            return after(number);
        } finally {
            lock.unlock();
        }
    }
}
