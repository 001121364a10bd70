package org.bgworker.host.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bgworker.host.guard.ExitError;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerTerminatedError;
import org.junit.jupiter.api.Test;

/** Rules P1 to P12 of the latch, R65, R67 and R103: what a safe point is. */
final class InterruptsTest {
    private final Interrupts interrupts =
            new Interrupts(Thread.currentThread(), "kind", Ticker.system());

    @Test
    void P2_a_set_latch_stays_set_until_it_is_reset() throws InterruptedException {
        interrupts.set();
        assertTrue(interrupts.await(Duration.ZERO));
        interrupts.await();
        interrupts.reset();
        assertFalse(interrupts.await(Duration.ZERO));
    }

    @Test
    void P3_setting_twice_counts_once() throws InterruptedException {
        interrupts.set();
        interrupts.set();
        interrupts.reset();
        assertFalse(interrupts.await(Duration.ZERO));
    }

    @Test
    void P1_only_the_owner_waits_and_resets_and_anybody_sets() {
        assertTrue(
                CompletableFuture.supplyAsync(
                                () -> {
                                    interrupts.set();
                                    assertThrows(IllegalStateException.class, interrupts::reset);
                                    assertThrows(
                                            IllegalStateException.class, () -> interrupts.await());
                                    return interrupts.isSet();
                                })
                        .join());
    }

    @Test
    void a_set_from_another_thread_ends_the_wait() throws InterruptedException {
        var setter = new Thread(interrupts::set);
        setter.start();
        interrupts.await();
        setter.join();
        assertTrue(interrupts.isSet());
    }

    @Test
    void R67_a_wait_is_a_safe_point_even_on_a_set_latch() {
        interrupts.terminate(TerminateReason.SHUTDOWN);
        var thrown = assertThrows(WorkerTerminatedError.class, () -> interrupts.await());
        assertEquals(TerminateReason.SHUTDOWN, thrown.reason());
        assertEquals(
                "terminating background worker \"kind\" due to administrator command",
                thrown.getMessage());
    }

    @Test
    void a_swallowed_termination_is_thrown_again() {
        interrupts.terminate(TerminateReason.ADMINISTRATOR);
        assertThrows(WorkerTerminatedError.class, interrupts::check);
        assertThrows(WorkerTerminatedError.class, interrupts::check);
    }

    @Test
    void R65_a_hold_defers_the_termination_and_holds_are_nested() throws InterruptedException {
        interrupts.terminate(TerminateReason.ADMINISTRATOR);
        interrupts.hold();
        interrupts.hold();
        interrupts.check();
        assertTrue(interrupts.await(Duration.ZERO), "the latch is set all the same");
        interrupts.resume();
        interrupts.check();
        interrupts.resume();
        assertThrows(WorkerTerminatedError.class, interrupts::check);
    }

    @Test
    void an_exit_asked_for_on_a_side_thread_takes_effect_at_the_next_safe_point() {
        interrupts.exitAsked(new ExitError(3));
        assertEquals(3, assertThrows(ExitError.class, interrupts::check).code());
    }

    @Test
    void an_interrupt_ends_a_wait() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> interrupts.await());
    }

    @Test
    void R103_waiting_for_an_answer_is_a_safe_point_and_leaves_the_latch_alone()
            throws InterruptedException {
        var answer = new CompletableFuture<Integer>();
        var answerer = new Thread(() -> answer.complete(42));
        answerer.start();
        assertEquals(42, interrupts.await(answer));
        answerer.join();
        assertFalse(interrupts.isSet());
        interrupts.terminate(TerminateReason.SHUTDOWN);
        assertThrows(
                WorkerTerminatedError.class, () -> interrupts.await(new CompletableFuture<>()));
    }
}
