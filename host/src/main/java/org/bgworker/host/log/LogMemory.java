package org.bgworker.host.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bgworker.host.report.Report;

/**
 * The last messages of the log. Who follows it asks for what came after the last one that he has
 * seen: a slow reader misses messages, and keeps nobody waiting.
 */
public final class LogMemory {
    /** How many messages are kept. */
    public static final int LIMIT = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<Message> messages = new ArrayDeque<>();
    private long last;

    LogMemory() {}

    /**
     * A message.
     *
     * @param number one more than that of the message before
     * @param time when it was written
     * @param pid who said it
     * @param report what
     */
    public record Message(long number, Instant time, int pid, Report report) {}

    void add(int pid, Report report) {
        lock.lock();
        try {
            messages.add(new Message(++last, Instant.now(), pid, report));
            if (messages.size() > LIMIT) {
                messages.remove();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Those with higher numbers that are still known, oldest first. */
    public List<Message> after(long number) {
        lock.lock();
        try {
            return messages.stream().filter(one -> one.number() > number).toList();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #after}, but waits for one if there is none; empty after that time. */
    public List<Message> await(long number, Duration time) throws InterruptedException {
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
