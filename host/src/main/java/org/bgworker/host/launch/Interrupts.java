package org.bgworker.host.launch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bgworker.host.flight.Flight;
import org.bgworker.host.guard.ExitError;
import org.bgworker.spi.Latch;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerTerminatedError;

/**
 * A worker's latch, and what waits to take effect at its next safe point. Anybody sets, the owner
 * waits; what was asked for is never taken back.
 */
final class Interrupts implements Latch, Patience {
    private final Thread owner;
    private final String type;
    private final Ticker ticker;
    private volatile boolean set;
    private volatile Optional<TerminateReason> terminate = Optional.empty();
    private volatile Optional<ExitError> exit = Optional.empty();
    private volatile int holds;

    Interrupts(Thread owner, String type, Ticker ticker) {
        this.owner = owner;
        this.type = type;
        this.ticker = ticker;
    }

    void terminate(TerminateReason reason) {
        terminate = Optional.of(reason);
        set();
    }

    void exitAsked(ExitError asked) {
        exit = Optional.of(asked);
        set();
    }

    Optional<TerminateReason> terminateRequested() {
        return terminate;
    }

    Optional<ExitError> exitRequested() {
        return exit;
    }

    boolean held() {
        return holds > 0;
    }

    /** Owner only, so the count needs no more than to be seen by others. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void hold() {
        requireOwner("hold interrupts");
        holds++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void resume() {
        requireOwner("resume interrupts");
        holds--;
    }

    /** The safe point. On a side thread of the worker too. */
    void check() {
        if (!held()) {
            if (exit.isPresent()) {
                throw exit.orElseThrow();
            }
            if (terminate.isPresent()) {
                throw terminated(terminate.orElseThrow());
            }
        }
    }

    private WorkerTerminatedError terminated(TerminateReason reason) {
        var why =
                switch (reason) {
                    case ADMINISTRATOR, SHUTDOWN -> "due to administrator command";
                    case CRASH -> "because of crash of another server process";
                    case REPLACEMENT -> "because its library is replaced";
                    case DEMOTION -> "because the database has become read-only";
                };
        return new WorkerTerminatedError(
                "terminating background worker \"%s\" %s".formatted(type, why), reason);
    }

    @Override
    public void set() {
        if (!set) {
            set = true;
        }
        LockSupport.unpark(owner);
    }

    @Override
    public void reset() {
        requireOwner("reset the latch");
        set = false;
    }

    @Override
    public boolean isSet() {
        return set;
    }

    @Override
    public void await() throws InterruptedException {
        requireOwner("wait on the latch");
        parkUntil(() -> set, Long.MAX_VALUE);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        requireOwner("wait on the latch");
        return parkUntil(() -> set, ticker.after(timeout));
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        awaitDone(answer);
        return answer.join();
    }

    /** Waits until a result or failure is there; a safe point on the worker's own thread. */
    void awaitDone(CompletableFuture<?> result) throws InterruptedException {
        if (Thread.currentThread() == owner) {
            var _ = result.whenComplete((_, _) -> LockSupport.unpark(owner));
            parkUntil(result::isDone, Long.MAX_VALUE);
        } else {
            var done = new CountDownLatch(1);
            var _ = result.whenComplete((_, _) -> done.countDown());
            done.await();
        }
    }

    /** Waits; a safe point. */
    void pause(Duration time) throws InterruptedException {
        parkUntil(() -> false, ticker.after(time));
    }

    private boolean parkUntil(BooleanSupplier done, long deadline) throws InterruptedException {
        try (var _ = Flight.beginWait(owner.getName())) {
            return park(done, deadline);
        }
    }

    private boolean park(BooleanSupplier done, long deadline) throws InterruptedException {
        while (true) {
            check();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (done.getAsBoolean()) {
                return true;
            }
            long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - ticker.read();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, left); // by which waits() knows
        }
    }

    /** Whether the owner waits here. */
    boolean waits() {
        return LockSupport.getBlocker(owner) == this;
    }

    void requireOwner(String action) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "only the worker's own thread may %s; this is \"%s\""
                            .formatted(action, Thread.currentThread().getName()));
        }
    }
}
