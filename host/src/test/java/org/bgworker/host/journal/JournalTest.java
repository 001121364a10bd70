package org.bgworker.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.postmaster.Happening;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.WorkerExit;
import org.junit.jupiter.api.Test;

/** The happenings that are kept in memory. */
final class JournalTest {
    private static WorkerExit kept(WorkerExit exit) {
        var journal = new Journal();
        var worker = BackgroundWorker.named("w").library("l").function("f").build();
        journal.add(
                new Happening.Exited(new WorkerId(0, 1), worker, 7, exit, Duration.ofMillis(1)));
        var happening = journal.recent().after(0).getLast().thing().happening();
        return assertInstanceOf(Happening.Exited.class, happening).exit();
    }

    @Test
    void of_a_failure_its_short_message_is_kept_and_neither_stack_nor_causes() {
        var cause = ExitCause.of(new IllegalStateException("why", new Exception("deeper")));
        var brief = new ExitCause(cause.type(), "why", "", List.of(), Optional.empty());
        assertEquals(new WorkerExit.Threw(brief), kept(new WorkerExit.Threw(cause)));
        assertEquals(new WorkerExit.Crashed(3, brief), kept(new WorkerExit.Crashed(3, cause)));
    }

    @Test
    void a_long_message_is_not_kept_whole() {
        var exit = kept(new WorkerExit.Threw(ExitCause.of(new Exception("y".repeat(100_000)))));
        var cause = assertInstanceOf(WorkerExit.Threw.class, exit).cause();
        assertEquals("y".repeat(2_000), cause.message());
    }

    @Test
    void an_exit_without_a_failure_stays_as_it_is() {
        assertEquals(new WorkerExit.Returned(), kept(new WorkerExit.Returned()));
    }
}
