package org.bgworker.host.testing.puppet;

import org.bgworker.spi.Datum;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;

/** Runs until it is asked to end. */
public final class PuppetWork implements WorkerMain {
    @Override
    public void main(Datum mainArg) throws Exception {
        var worker = WorkerContext.current();
        while (true) {
            worker.latch().await();
            worker.latch().reset();
        }
    }
}
