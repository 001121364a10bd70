package org.bgworker.host.embedding;

import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerStatus;

/**
 * A worker in a listing.
 *
 * @param entry its record, with the notify pid that is honoured
 * @param status what it does
 * @param starts how often it was started
 * @param failures how often it has failed in a row
 */
public record RegisteredWorker(
        BackgroundWorker entry, WorkerStatus status, int starts, int failures) {}
