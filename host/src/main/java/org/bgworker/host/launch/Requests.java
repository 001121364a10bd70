package org.bgworker.host.launch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bgworker.host.postmaster.Event.Until;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerStatus;

/** What backends ask of the postmaster. From any thread. */
public interface Requests {
    /**
     * A request that will be answered.
     *
     * @param number of the request
     * @param answer to it
     * @param <T> the answer's type
     */
    record Pending<T>(long number, CompletableFuture<T> answer) {}

    /** Registers a worker, waiting for a slot for at most {@code limit}. */
    Pending<Order.Reply> register(int backend, BackgroundWorker worker, Duration limit);

    /** Waits for a worker for at most {@code limit}. */
    Pending<WorkerStatus> await(int backend, WorkerId worker, Until until, Duration limit);

    /**
     * Asks that a run may attach shared memory; answered once there is some that is not damaged.
     */
    Pending<Order.Attached> attach(int pid);

    /** What a handle tells. */
    Pending<WorkerStatus> status(WorkerId worker);

    /** Ends a worker and unregisters it. */
    void terminate(WorkerId worker);

    /** Nobody waits for the answer any more. */
    void stopWaiting(long number);

    /** Tells this start of the host from others. */
    long hostStart();
}
