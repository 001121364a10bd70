package org.bgworker.host.bench.launch;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.testing.PostgresServer;

/**
 * From the call that registers a worker until it has its session, in microseconds. The floor is the
 * driver alone, in a loop; what the host adds to it is a thread, and the way there.
 */
final class SessionReady implements Contest {
    private final Gauge gauge = new Gauge();
    private final PostgresServer server = PostgresServer.start();
    private final LiveHost host;
    private final int spares;

    /** With so many sessions opened ahead. */
    SessionReady(int spares) throws Exception {
        this.spares = spares;
        host =
                LiveHost.start(
                        gauge,
                        8,
                        Map.of(
                                "database_url",
                                server.url(),
                                "database_spare_sessions",
                                Integer.toString(spares)));
        host.awaitDatabase();
    }

    @Override
    public boolean hasHelpers() {
        return true;
    }

    @Override
    public double floor() throws Exception {
        long start = System.nanoTime();
        try (var _ = server.connect()) {
            return (System.nanoTime() - start) / 1e3;
        }
    }

    @Override
    public double bgworker() throws InterruptedException {
        if (spares > 0) {
            TimeUnit.MILLISECONDS.sleep(200); // until they are there again, and the server is idle
        }
        var worker = LiveHost.connected("connects").build();
        long start = System.nanoTime();
        var handle = host.register(worker);
        var entry = gauge.next();
        var _ = handle.waitForShutdown();
        return (entry.nanos() - start) / 1e3;
    }
}
