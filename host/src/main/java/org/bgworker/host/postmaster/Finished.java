package org.bgworker.host.postmaster;

import org.bgworker.spi.BackgroundWorker;

/**
 * A worker that is no longer registered.
 *
 * @param id its handle, which is stale
 * @param entry its record
 * @param exit how its last run ended
 * @param starts how often it was started
 */
public record Finished(WorkerId id, BackgroundWorker entry, PastExit exit, int starts) {}
