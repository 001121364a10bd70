package org.bgworker.host.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.sql.SQLException;
import org.bgworker.host.guard.ExitError;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerTerminatedError;
import org.junit.jupiter.api.Test;

/** What each end of a function counts as. */
final class OutcomeTest {
    private final Interrupts interrupts =
            new Interrupts(Thread.currentThread(), "kind", Ticker.system());

    private WorkerExit of(Throwable thrown) {
        return Outcome.thrown(thrown, interrupts);
    }

    @Test
    void R72_what_is_thrown_is_exit_1_save_errors_of_the_virtual_machine() {
        var failed = new IOException("on purpose");
        assertEquals(new WorkerExit.Threw(ExitCause.of(failed)), of(failed));
        assertEquals(1, of(failed).code());
        assertEquals(1, of(new AssertionError()).code());
        assertEquals(1, of(new StackOverflowError()).code());
        assertInstanceOf(WorkerExit.Crashed.class, of(new OutOfMemoryError()));
    }

    @Test
    void R84_an_exit_call_counts_by_its_code() {
        assertEquals(new WorkerExit.Returned(), of(new ExitError(0)));
        assertInstanceOf(WorkerExit.Threw.class, of(new ExitError(1)));
        assertInstanceOf(WorkerExit.Crashed.class, of(new ExitError(2)));
        assertEquals(2, of(new ExitError(2)).code());
    }

    @Test
    void R84_an_exit_call_that_was_swallowed_counts_all_the_same() {
        interrupts.exitAsked(new ExitError(3));
        assertEquals(3, Outcome.returned(interrupts).code());
        assertEquals(3, of(new IOException("later")).code());
    }

    @Test
    void R67_to_end_as_asked_is_no_failure_but_another_failure_is() {
        interrupts.terminate(TerminateReason.ADMINISTRATOR);
        var asked = new WorkerExit.Terminated(TerminateReason.ADMINISTRATOR);
        assertEquals(asked, of(new WorkerTerminatedError("", TerminateReason.ADMINISTRATOR)));
        assertEquals(asked, of(new InterruptedException()));
        assertEquals(asked, of(new IllegalStateException(new SQLException("canceled"))));
        assertInstanceOf(WorkerExit.Threw.class, of(new IllegalStateException("its own")));
        assertEquals(new WorkerExit.Returned(), Outcome.returned(interrupts));
    }

    @Test
    void R73_a_cancelled_statement_that_nobody_asked_for_is_exit_1() {
        assertInstanceOf(WorkerExit.Threw.class, of(new SQLException("canceled", "57014")));
    }
}
