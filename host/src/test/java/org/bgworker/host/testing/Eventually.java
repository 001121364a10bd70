package org.bgworker.host.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what nobody announces, by asking again and again. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private Eventually() {}

    /**
     * Returns when it is so.
     *
     * @param what is waited for, for the message if it does not come
     */
    public static void await(String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain: " + what);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
