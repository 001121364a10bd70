package org.bgworker.host.bench.launch;

/** From the call that registers a worker to the first line of its main, in microseconds. */
final class RegistrationToMain implements Contest {
    private final Gauge gauge = new Gauge();
    private final BareStarter starter = new BareStarter();
    private final LiveHost host = LiveHost.start(gauge, 8);

    RegistrationToMain() throws Exception {}

    @Override
    public double floor() throws InterruptedException {
        long start = System.nanoTime();
        starter.start(() -> gauge.test(0));
        var entry = gauge.next();
        entry.thread().join();
        return (entry.nanos() - start) / 1e3;
    }

    @Override
    public double bgworker() throws InterruptedException {
        var worker = LiveHost.worker("enters", 0).build();
        long start = System.nanoTime();
        var handle = host.register(worker);
        var entry = gauge.next();
        var _ = handle.waitForShutdown();
        return (entry.nanos() - start) / 1e3;
    }
}
