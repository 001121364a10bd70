package org.bgworker.sample.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.Optional;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.junit.jupiter.api.Test;

final class EndingTest {
    @Test
    void a_worker_that_returned_has_written_its_outcome_itself() {
        assertEquals(Optional.empty(), Ending.of(Optional.of(new WorkerExit.Returned())));
    }

    @Test
    void a_worker_that_threw_leaves_the_cause_and_its_sqlstate() {
        var exit = new WorkerExit.Threw(ExitCause.of(new SQLException("terminating", "57P01")));
        assertEquals(new Ending("57P01", "java.sql.SQLException: terminating"), ending(exit));
    }

    @Test
    void a_crash_leaves_its_exit_code_and_cause() {
        var exit = new WorkerExit.Crashed(134, ExitCause.of(new OutOfMemoryError("heap")));
        assertEquals(
                new Ending("", "crashed with exit code 134: java.lang.OutOfMemoryError: heap"),
                ending(exit));
    }

    @Test
    void a_terminated_worker_leaves_the_reason() {
        assertEquals(
                "terminated by an administrator",
                ending(new WorkerExit.Terminated(TerminateReason.ADMINISTRATOR)).error());
        assertEquals(
                "terminated because the host was stopped",
                ending(new WorkerExit.Terminated(TerminateReason.SHUTDOWN)).error());
    }

    @Test
    void a_worker_without_an_exit_was_terminated_before_it_was_started() {
        assertEquals(
                "terminated before it was started",
                Ending.of(Optional.empty()).orElseThrow().error());
    }

    private static Ending ending(WorkerExit exit) {
        return Ending.of(Optional.of(exit)).orElseThrow();
    }
}
