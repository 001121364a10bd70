package org.bgworker.host.launch;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a thread has used.
 *
 * @param processorTime of all processors
 * @param allocated bytes, freed since or not
 */
record Used(Duration processorTime, long allocated) {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Up to now; nothing of a thread that does not live. */
    static Used by(Thread thread) {
        long id = thread.threadId();
        return new Used(
                Duration.ofNanos(Math.max(0, THREADS.getThreadCpuTime(id))),
                Math.max(0, THREADS.getThreadAllocatedBytes(id)));
    }

    /** What came after a part of it, which may be the whole. */
    Used since(Used earlier) {
        var time = processorTime.minus(earlier.processorTime);
        return new Used(
                time.isNegative() ? Duration.ZERO : time,
                Math.max(0, allocated - earlier.allocated));
    }
}
