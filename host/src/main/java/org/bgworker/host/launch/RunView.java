package org.bgworker.host.launch;

import java.time.Duration;

/**
 * A run as it is seen from outside.
 *
 * @param session the database and the user of its session; empty if it has none
 * @param waitEvent what its thread waits for, as PostgreSQL's {@code wait_event}; empty if it runs
 * @param activity what it says that it does
 * @param processorTime that its own thread has used
 * @param allocated bytes that its own thread has allocated
 */
public record RunView(
        String session,
        String waitEvent,
        Activity activity,
        Duration processorTime,
        long allocated) {
    /**
     * What a worker says of itself.
     *
     * @param text of it, empty if it says nothing
     * @param done of the work
     * @param total of it, 0 if it is not known
     */
    public record Activity(String text, long done, long total) {
        static final Activity NONE = new Activity("", 0, 0);

        Activity doing(String what) {
            return new Activity(what, done, total);
        }

        Activity at(long reached, long of) {
            return new Activity(text, reached, Math.max(0, of));
        }
    }

    static RunView of(OwnThread thread, RunningWorker worker) {
        var used = thread.used();
        return new RunView(
                worker.sessionName(),
                waitEvent(thread, worker),
                worker.activity(),
                used.processorTime(),
                used.allocated());
    }

    private static String waitEvent(OwnThread thread, RunningWorker worker) {
        return switch (thread.state()) {
            case RUNNABLE, NEW, TERMINATED -> "";
            case BLOCKED -> "Lock";
            case WAITING, TIMED_WAITING -> worker.waitsForLatch() ? "Latch" : "Extension";
        };
    }
}
