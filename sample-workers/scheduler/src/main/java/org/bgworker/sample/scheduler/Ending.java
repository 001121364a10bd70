package org.bgworker.sample.scheduler;

import java.util.Optional;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;

/**
 * How a run ended whose worker could not say so itself.
 *
 * @param sqlState empty unless it failed with an SQLException
 * @param error what happened
 */
record Ending(String sqlState, String error) {
    /** Of a run that was found without a worker: an earlier start of the host had begun it. */
    static final Ending LOST = new Ending("", "the host was stopped before the job ended");

    /** What a worker's last exit tells; nothing if it returned, having written it down itself. */
    static Optional<Ending> of(Optional<WorkerExit> lastExit) {
        return switch (lastExit.orElse(null)) {
            case WorkerExit.Returned() -> Optional.empty();
            case WorkerExit.Terminated(var reason) -> Optional.of(new Ending("", told(reason)));
            case WorkerExit.Threw(var cause) ->
                    Optional.of(new Ending(cause.sqlState(), cause.summary()));
            case WorkerExit.Crashed(int code, var cause) ->
                    Optional.of(
                            new Ending(
                                    cause.sqlState(),
                                    "crashed with exit code %d: %s"
                                            .formatted(code, cause.summary())));
            case null -> Optional.of(new Ending("", "terminated before it was started"));
        };
    }

    private static String told(TerminateReason reason) {
        return switch (reason) {
            case ADMINISTRATOR -> "terminated by an administrator";
            case SHUTDOWN -> "terminated because the host was stopped";
            case CRASH -> "terminated because another worker crashed";
            case DEMOTION -> "terminated because the database had become read-only";
            case REPLACEMENT -> "terminated because its library was replaced";
        };
    }
}
