package org.bgworker.host.bench.launch;

import java.util.concurrent.TimeUnit;

/** From the call that registers a worker to the first line of its main, in microseconds. */
final class RegistrationToMain implements Contest {
    private static final int REST_MICROS = 500;

    private final Gauge gauge = new Gauge();
    private final BareStarter starter = new BareStarter();
    private final LiveHost host = LiveHost.start(gauge, 8);

    RegistrationToMain() throws Exception {}

    /** What one side does after its end is not to be the other's burden: a spare thread is made. */
    private static void rest() throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(REST_MICROS);
    }

    @Override
    public double floor() throws InterruptedException {
        rest();
        long start = System.nanoTime();
        starter.start(() -> gauge.test(0));
        var entry = gauge.next();
        entry.thread().join();
        return (entry.nanos() - start) / 1e3;
    }

    @Override
    public double bgworker() throws InterruptedException {
        var worker = LiveHost.worker("enters", 0).build();
        rest();
        long start = System.nanoTime();
        var handle = host.register(worker);
        var entry = gauge.next();
        var _ = handle.waitForShutdown();
        return (entry.nanos() - start) / 1e3;
    }
}
