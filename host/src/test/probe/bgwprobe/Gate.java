package bgwprobe;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bgworker.spi.Latch;
import org.bgworker.spi.WorkerContext;

/** Holds each probe until the driver lets it go on, so that nothing is left to chance. */
final class Gate {
    private static final Map<Long, Latch> WAITING = new ConcurrentHashMap<>();
    private static final Set<Long> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile Runnable arrival = () -> {};

    private Gate() {}

    static void reset() {
        OPEN.clear();
    }

    /** Has an action run whenever somebody arrives. */
    static void onArrival(Runnable action) {
        arrival = action;
    }

    /** Waits until it is opened for this probe. A safe point. */
    static void pass(WorkerContext worker, long id) throws InterruptedException {
        WAITING.put(id, worker.latch());
        arrival.run();
        try {
            while (!OPEN.remove(id)) {
                worker.latch().await();
                worker.latch().reset();
            }
        } finally {
            WAITING.remove(id);
        }
    }

    static boolean arrived(long id) {
        return WAITING.containsKey(id);
    }

    static void open(long id) {
        OPEN.add(id);
        var latch = WAITING.get(id);
        if (latch != null) {
            latch.set();
        }
    }
}
