package org.bgworker.sample.supervised_failures;

import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerMain;

/**
 * Recurses until its stack is full.
 *
 * <p>The stack is the worker's own, so a {@link StackOverflowError} harms nobody: it is exit 1, as
 * any exception is. (Another error of the virtual machine, such as {@link OutOfMemoryError}, would
 * be a crash.) The log has {@code ERROR: java.lang.StackOverflowError} with the innermost calls and
 * how many more there were, and {@code exited with exit code 1}.
 */
@FunctionName("recurses")
public final class Recurses implements WorkerMain {
    /** Called by the host. */
    public Recurses() {}

    @Override
    public void main(Datum mainArg) {
        descend(1);
    }

    @SuppressWarnings("InfiniteRecursion") // that is what is shown
    private static int descend(int depth) {
        return descend(depth + 1) + 1;
    }
}
