package org.bgworker.host.launch;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A run as it is seen from outside.
 *
 * @param connected whether it has a database session
 * @param state of its thread
 * @param processorTime that its own thread has used
 * @param allocated bytes that its own thread has allocated
 * @param stack of its own thread, innermost call first, down to the host's own
 */
public record RunView(
        boolean connected,
        Thread.State state,
        Duration processorTime,
        long allocated,
        List<StackTraceElement> stack) {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    static RunView of(Thread thread, boolean connected) {
        long id = thread.threadId();
        return new RunView(
                connected,
                thread.getState(),
                Duration.ofNanos(Math.max(0, THREADS.getThreadCpuTime(id))),
                Math.max(0, THREADS.getThreadAllocatedBytes(id)),
                stack(thread));
    }

    /** Down to the host's own calls; long, for the worker's own may stand below a driver's. */
    static List<StackTraceElement> stack(Thread of) {
        return Arrays.stream(of.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().equals(WorkerThread.class.getName()))
                .limit(60)
                .toList();
    }
}
