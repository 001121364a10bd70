package org.bgworker.host.bench.launch;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.bgworker.spi.BackgroundWorkerHandle;

/**
 * Many workers that return at once, registered one after the other as fast as it goes: how many
 * enter their main in a second, until the last one has.
 */
final class Burst implements Contest {
    private final int size;
    private final Countdown gauge = new Countdown();
    private final BareStarter starter = new BareStarter();
    private final LiveHost host;

    Burst(int size) throws Exception {
        this.size = size;
        this.host = LiveHost.start(gauge, size);
    }

    /** Waits for the last of many. */
    private static final class Countdown extends Gauge {
        private volatile CountDownLatch left = new CountDownLatch(0);

        void expect(int entries) {
            left = new CountDownLatch(entries);
        }

        void await() throws InterruptedException {
            left.await();
        }

        @Override
        public boolean test(long mainArg) {
            left.countDown();
            return false;
        }
    }

    @Override
    public double floor() throws InterruptedException {
        var gone = new CountDownLatch(size);
        gauge.expect(size);
        long start = System.nanoTime();
        for (int i = 0; i < size; i++) {
            starter.start(
                    () -> {
                        gauge.test(0);
                        gone.countDown();
                    });
        }
        double rate = rate(start);
        gone.await();
        return rate;
    }

    @Override
    public double bgworker() throws InterruptedException {
        var workers = new ArrayList<BackgroundWorkerHandle>(size);
        gauge.expect(size);
        long start = System.nanoTime();
        for (int i = 0; i < size; i++) {
            workers.add(host.register(LiveHost.worker("enters", i).build()));
        }
        double rate = rate(start);
        for (var worker : workers) {
            var _ = worker.waitForShutdown();
        }
        return rate;
    }

    private double rate(long start) throws InterruptedException {
        gauge.await();
        return size * 1e9 / (System.nanoTime() - start);
    }
}
