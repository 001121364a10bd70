package org.bgworker.host.launch;

import org.bgworker.host.guard.Owner;
import org.bgworker.spi.BackgroundWorker;

/**
 * One start of a worker.
 *
 * @param pid its number
 * @param entry what to run
 * @param group its threads
 * @param requests its way to the postmaster
 */
record Run(int pid, BackgroundWorker entry, ThreadGroup group, Requests requests) {
    Owner owner() {
        return new Owner(pid, entry.name());
    }
}
