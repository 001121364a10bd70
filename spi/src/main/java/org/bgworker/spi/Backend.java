package org.bgworker.spi;

import java.time.Duration;

/**
 * Somebody who may register dynamic workers: a worker, or a session of the application that the
 * host is embedded in (R37).
 */
public interface Backend {
    /** {@code MyProcPid}: the backend's number, given by the host. */
    int pid();

    /**
     * {@code RegisterDynamicBackgroundWorker}: registers a worker, which outlives this backend
     * (R48).
     *
     * @return a handle, or the reason of the refusal: a rule broken (R17), no free slot (R38), or a
     *     host that shuts down
     */
    Registration registerDynamic(BackgroundWorker worker);

    /**
     * As {@link #registerDynamic(BackgroundWorker)}, but waits for a free slot until {@code
     * deadline} has passed, first come, first served. A safe point in a worker.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    Registration registerDynamic(BackgroundWorker worker, Duration deadline)
            throws InterruptedException;

    /**
     * The handle whose {@link BackgroundWorkerHandle#toString()} was given.
     *
     * @throws IllegalArgumentException if the text is no handle
     */
    BackgroundWorkerHandle handle(String text);
}
