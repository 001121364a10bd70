package org.bgworker.host.bench.launch;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * From the call that terminates a worker that waits on its latch until the caller knows that it is
 * gone, in microseconds. The floor is to unpark a thread and to join it.
 */
final class TerminateToGone implements Contest {
    private static final Set<Thread.State> PARKED =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final Gauge gauge = new Gauge();
    private final LiveHost host = LiveHost.start(gauge, 8);

    TerminateToGone() throws Exception {}

    @Override
    public double floor() throws InterruptedException {
        var end = new AtomicBoolean();
        new Thread(() -> bare(end)).start();
        var thread = parked();
        long start = System.nanoTime();
        end.set(true);
        LockSupport.unpark(thread);
        thread.join();
        return (System.nanoTime() - start) / 1e3;
    }

    private void bare(AtomicBoolean end) {
        gauge.test(0);
        while (!end.get()) {
            LockSupport.park();
        }
    }

    @Override
    public double bgworker() throws InterruptedException {
        var handle = host.register(LiveHost.worker("waits", 0).build());
        var _ = parked();
        long start = System.nanoTime();
        handle.terminate();
        var _ = handle.waitForShutdown();
        return (System.nanoTime() - start) / 1e3;
    }

    private Thread parked() throws InterruptedException {
        var thread = gauge.next().thread();
        while (!PARKED.contains(thread.getState())) {
            TimeUnit.MICROSECONDS.sleep(50);
        }
        return thread;
    }
}
