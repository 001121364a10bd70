package org.bgworker.host.postmaster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerStatus;

/**
 * What the postmaster knows at one moment.
 *
 * @param state of the server
 * @param database what it was last found to be like
 * @param workers all that are registered, connected or not, by slot
 */
public record Snapshot(ServerState state, DatabaseCondition database, List<Worker> workers) {
    /**
     * A worker.
     *
     * @param id its handle
     * @param entry its record, with the notify pid that is honoured
     * @param own whether it is the host's own
     * @param status what it does
     * @param starts how often it was started
     * @param failures how often it has failed in a row
     * @param version the version of its library that it runs
     * @param since how long ago its last run began or ended, whichever was later; empty if it never
     *     ran
     */
    public record Worker(
            WorkerId id,
            BackgroundWorker entry,
            boolean own,
            WorkerStatus status,
            int starts,
            int failures,
            Optional<LibraryVersion> version,
            Optional<Duration> since) {}
}
