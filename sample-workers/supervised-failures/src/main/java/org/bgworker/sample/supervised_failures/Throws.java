package org.bgworker.sample.supervised_failures;

import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerMain;

/**
 * Throws an exception: the ordinary way to fail.
 *
 * <p>The host takes it for exit 1 and starts the worker again after its restart time, with a new
 * instance and another pid, for ever. The log has, each time, {@code ERROR} with the exception and
 * where it was thrown, and {@code LOG: background worker "supervised_failures throws" (PID n)
 * exited with exit code 1}.
 */
@FunctionName("throws")
public final class Throws implements WorkerMain {
    /** Called by the host. */
    public Throws() {}

    @Override
    public void main(Datum mainArg) {
        throw new IllegalStateException("nobody has caught this");
    }
}
