package org.bgworker.sample.supervised_failures;

import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerMain;

/**
 * Calls {@link System#exit} with a code that means a crash.
 *
 * <p>Elsewhere this ends the virtual machine and everybody in it; here it ends this worker. Code 0
 * would unregister it for good, 1 be what throwing is, which {@link Throws} shows. Any other is a
 * crash, and since this worker has no shared memory attached, nobody else has to mind. The host
 * starts it again after its restart time. The log has {@code PANIC} with what was asked for, and
 * {@code exited with exit code 3}.
 */
@FunctionName("exits")
public final class Exits implements WorkerMain {
    /** Called by the host. */
    public Exits() {}

    @Override
    public void main(Datum mainArg) {
        System.exit(3);
    }
}
