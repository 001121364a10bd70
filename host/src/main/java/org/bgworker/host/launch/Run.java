package org.bgworker.host.launch;

import org.bgworker.host.guard.Owner;
import org.bgworker.spi.BackgroundWorker;

/**
 * One start of a worker.
 *
 * @param pid its number
 * @param entry what to run
 * @param version the number of its library's version, 0 if none is known
 * @param thread its own, and the group of its side threads
 * @param requests its way to the postmaster
 */
record Run(int pid, BackgroundWorker entry, long version, OwnThread thread, Requests requests) {
    EntryPoints.Wanted wanted() {
        return new EntryPoints.Wanted(entry, pid, version);
    }

    Owner owner() {
        return new Owner(pid, entry.name());
    }
}
