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
 * @param now the moment, by the postmaster's clock, in nanoseconds
 * @param workers all that are registered, connected or not, by slot
 * @param finished the last ones that are no longer registered, oldest first
 */
public record Snapshot(
        ServerState state,
        DatabaseCondition database,
        long now,
        List<Worker> workers,
        List<Finished> finished) {
    /**
     * How far a worker has been pressed to end.
     *
     * @param step the last that was taken: asked, interrupted, aborted, abandoned
     * @param nextIn how long until the next one
     */
    public record Stop(String step, Duration nextIn) {}

    /**
     * A worker.
     *
     * @param id its handle
     * @param entry its record, with the notify pid that is honoured
     * @param own whether it is the host's own
     * @param registrar the library whose init registered it; empty of a dynamic worker
     * @param ready whether its run does what it is there for
     * @param status what it does
     * @param starts how often it was started
     * @param failures how often it has failed in a row
     * @param version the version of its library that it runs
     * @param stop how far it has been pressed to end; empty if it is not
     * @param exits how its last runs ended, oldest first
     * @param since how long ago its last run began or ended, whichever was later; empty if it never
     *     ran
     */
    public record Worker(
            WorkerId id,
            BackgroundWorker entry,
            boolean own,
            String registrar,
            boolean ready,
            WorkerStatus status,
            int starts,
            int failures,
            Optional<LibraryVersion> version,
            Optional<Stop> stop,
            List<PastExit> exits,
            Optional<Duration> since) {}
}
