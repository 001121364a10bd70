package org.bgworker.spi;

import java.time.Duration;

/**
 * A flag that one worker waits for and anybody may set ({@code Latch}, P1 to P5).
 *
 * <p>Two loops are right: reset, check, wait; and check, wait, reset. To check between wait and
 * reset loses wake-ups. What was written before {@link #set()} is visible to the owner after {@link
 * #reset()}.
 */
public interface Latch {
    /** {@code SetLatch}. From any thread; setting a set latch does nothing. */
    void set();

    /**
     * {@code ResetLatch}.
     *
     * @throws IllegalStateException on any thread but the worker's own
     */
    void reset();

    /** Whether it is set. */
    boolean isSet();

    /**
     * {@code WaitLatch}: returns once the latch is set, at once if it is. A safe point. A request
     * to terminate and a reload set the latch.
     *
     * @throws WorkerTerminatedError if the worker is to end
     * @throws InterruptedException if the thread was interrupted
     * @throws IllegalStateException on any thread but the worker's own
     */
    void await() throws InterruptedException;

    /**
     * As {@link #await()}, for at most {@code timeout}; zero or less only looks.
     *
     * @return whether the latch is set, {@code false} when the time has passed
     * @throws WorkerTerminatedError if the worker is to end
     * @throws InterruptedException if the thread was interrupted
     * @throws IllegalStateException on any thread but the worker's own
     */
    boolean await(Duration timeout) throws InterruptedException;
}
