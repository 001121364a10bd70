package org.bgworker.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * What a handle tells of its worker ({@code GetBackgroundWorkerPid}, R98).
 *
 * @param status PostgreSQL's answer, with its ambiguities: {@link HandleStatus#STOPPED} also stands
 *     for a worker that waits to be restarted (R100)
 * @param state what it really does
 * @param pid the pid of the run, 0 unless the status is {@link HandleStatus#STARTED}
 * @param lastExit how its last run ended; empty if none has, or if that is long ago and forgotten
 * @param restartIn how long until its next start is due, zero once it is; empty unless it waits for
 *     its restart
 */
public record WorkerStatus(
        HandleStatus status,
        State state,
        int pid,
        Optional<WorkerExit> lastExit,
        Optional<Duration> restartIn) {

    /** {@code BgwHandleStatus}. */
    public enum HandleStatus {
        /** {@code BGWH_NOT_YET_STARTED}: registered, never started. */
        NOT_YET_STARTED,
        /**
         * {@code BGWH_STARTED}: its thread was started; it need not have entered its function
         * (R99).
         */
        STARTED,
        /** {@code BGWH_STOPPED}: finished, or waiting to be restarted (R100). */
        STOPPED,
        /** {@code BGWH_POSTMASTER_DIED}: the host has shut down. */
        POSTMASTER_DIED
    }

    /** What a worker really does. */
    public enum State {
        /** Waits for its first start. */
        REGISTERED,
        /** Runs. */
        RUNNING,
        /** Runs and has been asked to end. */
        STOPPING,
        /** Has failed and waits to be restarted. */
        WAITING_FOR_RESTART,
        /**
         * Has failed more often than its {@link RestartPolicy} grants, and is not restarted until
         * an administrator resets it; its slot stays in use.
         */
        FAILED,
        /** Has not ended when it was asked to, and was given up; its slot stays in use. */
        ABANDONED,
        /** Is no longer registered. */
        FINISHED
    }
}
