package org.bgworker.host.postmaster;

import java.time.Duration;
import org.bgworker.spi.RestartPolicy;

/**
 * What the postmaster keeps to.
 *
 * @param maxWorkerProcesses how many workers of libraries may be registered (R39)
 * @param stopTimeout how long a worker that was asked to end is left alone before it is interrupted
 * @param restartPolicy of workers that have none of their own
 * @param restartAfterCrash whether to go on after a crash cycle, or to shut down (R95)
 * @param libraryProbation how long a library's new version is watched for failures, to fall back on
 *     the one before; zero is not at all
 * @param replaceDynamic whether dynamic workers too are moved to a library's new version at once
 * @param terminateOnDemotion whether workers that need a database to write to are asked to end when
 *     it has become read-only
 */
public record Limits(
        int maxWorkerProcesses,
        Duration stopTimeout,
        RestartPolicy restartPolicy,
        boolean restartAfterCrash,
        Duration libraryProbation,
        boolean replaceDynamic,
        boolean terminateOnDemotion) {
    /**
     * {@code MAX_BGWORKERS_TO_LAUNCH}: how many are started before other events are served (R57).
     */
    public static final int MAX_STARTS_PER_PASS = 100;

    /** {@code SIGKILL_CHILDREN_AFTER_SECS}: the stop timeout in a crash cycle, at most (R96). */
    public static final Duration CRASH_STOP_TIMEOUT = Duration.ofSeconds(5);

    /** From the interrupt to the end of the session. */
    public static final Duration ABORT_AFTER = Duration.ofMillis(500);

    /** From the end of the session until the worker is given up. */
    public static final Duration ABANDON_AFTER = Duration.ofMillis(500);
}
