package org.bgworker.host.bench.launch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * From the moment when a failed worker is due again, a second after its main threw, to the first
 * line of its main, in microseconds. The floor is a timer that starts threads.
 */
final class RestartToMain implements Contest {
    private static final int WORKERS = 50;
    private static final int APART_MILLIS = 20;
    private static final Duration RESTART = Duration.ofSeconds(1);

    private final FailsOnce gauge = new FailsOnce();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final LiveHost host = LiveHost.start(gauge, WORKERS);

    RestartToMain() throws Exception {}

    /** Has each main throw when it is entered for the first time. */
    private static final class FailsOnce extends Gauge {
        private final Set<Long> failed = ConcurrentHashMap.newKeySet();

        @Override
        public boolean test(long mainArg) {
            super.test(mainArg);
            return failed.add(mainArg) || !failed.remove(mainArg);
        }
    }

    @Override
    public double floor() throws InterruptedException {
        for (int i = 0; i < WORKERS; i++) {
            int number = i;
            new Thread(() -> bare(number)).start();
            TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
        }
        return lateness();
    }

    private void bare(int number) {
        if (gauge.test(number)) {
            var _ =
                    timer.schedule(
                            () -> new Thread(() -> bare(number)).start(),
                            RESTART.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public double bgworker() throws InterruptedException {
        for (int i = 0; i < WORKERS; i++) {
            var _ = host.register(LiveHost.worker("enters", i).restartAfter(RESTART).build());
            TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
        }
        return lateness();
    }

    private double lateness() throws InterruptedException {
        var failed = new HashMap<Long, Long>();
        var micros = new double[WORKERS];
        for (int late = 0; late < WORKERS; ) {
            var entry = gauge.next();
            var before = failed.putIfAbsent(entry.mainArg(), entry.nanos());
            if (before != null) {
                micros[late++] = (entry.nanos() - before - RESTART.toNanos()) / 1e3;
            }
        }
        return Figures.median(micros);
    }
}
