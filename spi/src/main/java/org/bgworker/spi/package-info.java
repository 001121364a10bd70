/**
 * PostgreSQL's background workers for authors of worker libraries.
 *
 * <p>A {@link org.bgworker.spi.BackgroundWorker} says what to run and when. It is registered from
 * {@link org.bgworker.spi.WorkerLibrary#init} or by any running worker through {@link
 * org.bgworker.spi.Backend#registerDynamic}. The host then starts its function, a {@link
 * org.bgworker.spi.WorkerMain}, on a thread of its own; {@link org.bgworker.spi.WorkerContext} is
 * the worker's view of itself and of the host.
 *
 * <p>Nothing is asynchronous. A request to terminate sets the worker's latch and takes effect at
 * its next <em>safe point</em>: every blocking call of this package, and {@link
 * org.bgworker.spi.WorkerContext#checkForInterrupts()}.
 *
 * <p>Rule numbers (R1, P1) are those of the contract that the host's conformance tests name.
 */
package org.bgworker.spi;
