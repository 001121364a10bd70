package org.bgworker.sample.supervised_failures;

import static java.lang.System.Logger.Level.INFO;

import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerMain;

/**
 * Loops without a safe point, and swallows the interrupt that would end it.
 *
 * <p>As long as the host runs nothing is wrong: the worker harms nobody. When it is asked to end it
 * does not hear. After {@code stop_timeout} the host interrupts it, then gives it up, and stops all
 * the same. The log then has {@code WARNING: background worker "supervised_failures loops" (PID n)
 * did not end and is abandoned}, and where it stands.
 *
 * <p>To be right it would wait on its latch, or call {@code checkForInterrupts()} in each turn, or
 * let {@link InterruptedException} pass.
 */
@FunctionName("loops")
public final class Loops implements WorkerMain {
    private static final System.Logger LOG = System.getLogger("supervised_failures");
    private static final int NAP_MILLIS = 100; // to harm nobody, not even the processor

    /** Called by the host. */
    public Loops() {}

    @Override
    @SuppressWarnings("InfiniteLoopStatement")
    public void main(Datum mainArg) {
        LOG.log(INFO, "deaf from now on");
        while (true) {
            try {
                Thread.sleep(NAP_MILLIS);
            } catch (InterruptedException swallowed) {
                // the mistake that is shown
            }
        }
    }
}
