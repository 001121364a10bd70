package org.bgworker.host.bench.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bgworker.host.testing.PostgresServer;

/**
 * From the request to promote a standby to the first statement of a worker that writes, in
 * milliseconds, beside what {@code pg_ctl promote} takes until it knows of it. Each promotion is of
 * a new standby that streams from a new primary.
 */
final class Promotions {
    private static final int COUNT = 10;

    private Promotions() {}

    /** Promotes one standby in this process, and prints what both took. */
    public static void main(String[] args) throws Exception {
        var gauge = new Gauge();
        try (var primary = PostgresServer.start();
                var standby = PostgresServer.builder().standbyOf(primary).start();
                var host = LiveHost.start(gauge, 8, Map.of("database_url", standby.url()))) {
            host.awaitDatabase();
            host.register(LiveHost.connected("writes").build());
            var before = Neighbours.now();
            long start = System.nanoTime();
            standby.promote();
            long known = System.nanoTime();
            var entry = gauge.next();
            System.out.println(
                    new Round(
                            (known - start) / 1e6,
                            (entry.nanos() - start) / 1e6,
                            before.share()));
        }
        System.exit(0);
    }

    static Result measure() throws IOException, InterruptedException {
        var all = new ArrayList<Round>();
        for (int i = 0; i < COUNT; i++) {
            Fork.run(List.of(), Promotions.class).stream().map(Round::parse).forEach(all::add);
        }
        return new Result("promotion → first write", "ms", "< 150 ms", all);
    }
}
