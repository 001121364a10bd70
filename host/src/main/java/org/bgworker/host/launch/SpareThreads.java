package org.bgworker.host.launch;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.bgworker.host.guard.Groups;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * Threads started ahead, so that a worker need not wait for one. Each is given out once: this is no
 * pool. They are an optimisation only: without one, a worker's thread is started when it is needed.
 */
public final class SpareThreads implements AutoCloseable {
    private static final String NAME = "spare worker thread";

    /** Groups cannot be renamed. */
    private static final String GROUP = "background worker";

    private final Groups groups = new Groups("background workers");
    private final int wanted;
    private final Queue<OwnThread> ready = new ConcurrentLinkedQueue<>();
    private final Thread maker;
    private boolean started; // of the postmaster's thread
    private boolean missing; // of the postmaster's thread
    private volatile boolean closed;

    /**
     * Starts none yet.
     *
     * @param wanted how many are kept ready
     */
    public SpareThreads(int wanted) {
        this.wanted = wanted;
        this.missing = wanted > 0;
        // inherits from the same thread as the postmaster's does, and so do the threads that it
        // makes
        this.maker = new Thread(this::make, "spare threads");
        this.maker.setDaemon(true);
    }

    boolean areReady() {
        return !ready.isEmpty();
    }

    /** Wakes the one that is used next, while it is still being decided that it is used. */
    void expectUse() {
        var next = ready.peek();
        if (next != null) {
            next.expectUse();
        }
    }

    /** One that is ready, or one that has yet to be started. */
    OwnThread next() {
        var spare = closed ? Optional.<OwnThread>empty() : Optional.ofNullable(ready.poll());
        missing = wanted > 0;
        return spare.orElseGet(this::fresh);
    }

    private OwnThread fresh() {
        return new OwnThread(groups.next(GROUP), NAME);
    }

    /** Whether there may be fewer than wanted. */
    boolean areMissing() {
        return missing;
    }

    /** Asks for the missing threads to be made. Called when nothing is more urgent. */
    void refill() {
        if (missing && start()) {
            missing = false;
            LockSupport.unpark(maker);
        }
    }

    private boolean start() {
        if (!started) {
            try {
                maker.start();
                started = true;
            } catch (OutOfMemoryError noThread) {
                missing = false; // until the next launch, which will find out for itself
            }
        }
        return started;
    }

    private void make() {
        var _ = Used.by(maker); // initialises what each spare asks, before one is used
        while (!closed) {
            fill();
            LockSupport.park(this);
            Thread.interrupted(); // whoever it was: parked again it would not wait
        }
        ready.forEach(OwnThread::end);
    }

    private void fill() {
        try {
            while (!closed && ready.size() < wanted) {
                var spare = fresh();
                spare.startAhead();
                ready.add(spare);
            }
        } catch (OutOfMemoryError noThread) {
            Log.write(
                    Report.of(
                            Severity.DEBUG1,
                            "could not make a spare thread: " + noThread.getMessage()));
        }
    }

    /** Ends those that are ready. No worker may be launched any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(maker);
    }
}
