package org.bgworker.host.postgresql;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** What the private server is doing now, for all who wait until it does something else. */
public final class CurrentStatus {
    private final LongSupplier clock;
    private ServerStatus status = new ServerStatus.NotStarted();

    CurrentStatus(LongSupplier clock) {
        this.clock = clock;
    }

    /** What it is doing. */
    public synchronized ServerStatus status() {
        return status;
    }

    synchronized void enter(ServerStatus next) {
        status = next;
        notifyAll();
    }

    /** Waits until it does something else, or whoever waits no longer wants to, or for a time. */
    public void awaitOther(ServerStatus known, BooleanSupplier unwanted, Duration longest)
            throws InterruptedException {
        awaitWhile(now -> now.equals(known) && !unwanted.getAsBoolean(), longest);
    }

    /** Waits for the end of a start, for so long at most; what it is doing then. */
    public ServerStatus awaitStart(Duration longest) throws InterruptedException {
        return awaitWhile(ServerStatus.Starting.class::isInstance, longest);
    }

    private synchronized ServerStatus awaitWhile(Predicate<ServerStatus> same, Duration longest)
            throws InterruptedException {
        long end = clock.getAsLong() + longest.toNanos();
        for (long left = longest.toMillis();
                same.test(status) && left > 0;
                left = TimeUnit.NANOSECONDS.toMillis(end - clock.getAsLong())) {
            wait(left);
        }
        return status;
    }

    /** Has those who wait find out whether they still want to. */
    public synchronized void wake() {
        notifyAll();
    }
}
