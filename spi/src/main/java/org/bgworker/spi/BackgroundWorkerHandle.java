package org.bgworker.spi;

import java.time.Duration;

/**
 * Refers to a dynamic worker from its registration on, through restarts, for ever ({@code
 * BackgroundWorkerHandle}, R43, R90).
 *
 * <p>It is slot, generation and start of the host: plain data. {@link #toString()} gives it as text
 * that {@link Backend#handle(String)} of any backend takes. A handle of a worker that is gone is
 * harmless (R104).
 */
public interface BackgroundWorkerHandle {
    /** {@code GetBackgroundWorkerPid}: what the worker does now. */
    WorkerStatus status();

    /**
     * {@code WaitForBackgroundWorkerStartup}: waits until the worker has been started or will never
     * be (R101). A safe point in a worker.
     *
     * @return a status that is not {@link WorkerStatus.HandleStatus#NOT_YET_STARTED}
     * @throws InterruptedException if the thread was interrupted
     */
    WorkerStatus waitForStartup() throws InterruptedException;

    /**
     * As {@link #waitForStartup()}, for at most {@code timeout}.
     *
     * @return the status then, {@link WorkerStatus.HandleStatus#NOT_YET_STARTED} when the time has
     *     passed
     * @throws InterruptedException if the thread was interrupted
     */
    WorkerStatus waitForStartup(Duration timeout) throws InterruptedException;

    /**
     * {@code WaitForBackgroundWorkerShutdown}: waits until the worker does not run, be it that it
     * waits for its restart (R102). A safe point in a worker.
     *
     * @return a status whose {@link WorkerStatus#pid()} is 0
     * @throws InterruptedException if the thread was interrupted
     */
    WorkerStatus waitForShutdown() throws InterruptedException;

    /**
     * As {@link #waitForShutdown()}, for at most {@code timeout}.
     *
     * @return the status then, with a pid if the worker still runs
     * @throws InterruptedException if the thread was interrupted
     */
    WorkerStatus waitForShutdown(Duration timeout) throws InterruptedException;

    /**
     * {@code TerminateBackgroundWorker}: asks the worker to end, and unregisters it (R104 to R106).
     * Returns at once, never fails, and may be repeated.
     */
    void terminate();

    /** The handle as text, of printable ASCII, for {@link Backend#handle(String)}. */
    @Override
    String toString();
}
