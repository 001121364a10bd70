package bgwprobe;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;

/** The worker of the traces: what it does stands in its extra bytes, its number is its argument. */
@FunctionName("bgwprobe_main")
public final class Probe implements WorkerMain {
    private static final AtomicInteger RELOADED = new AtomicInteger();

    @Override
    public void main(Datum id) throws Exception {
        var worker = WorkerContext.current();
        worker.atExit(() -> say("probe: proc_exit callback"));
        say("probe: main entered");
        switch (worker.entry().extra().text()) {
            case "return", "loop" -> Gate.pass(worker, id.asLong());
            case "return at reload" -> reload(worker);
            case "exit1 once at reload" -> {
                if (RELOADED.getAndIncrement() == 0) {
                    reload(worker);
                    System.exit(1);
                }
            }
            case "exit1" -> {
                Gate.pass(worker, id.asLong());
                System.exit(1);
            }
            case "exit2 once" -> {
                attach(worker);
                boolean first = RELOADED.getAndIncrement() == 0;
                Gate.pass(worker, id.asLong());
                System.exit(first ? 2 : 0);
            }
            case "loop attached" -> {
                attach(worker);
                Gate.pass(worker, id.asLong());
            }
            case "error" -> {
                Gate.pass(worker, id.asLong());
                throw new IllegalStateException("probe error");
            }
            case "fatal" -> {
                Gate.pass(worker, id.asLong());
                throw new IllegalStateException("probe fatal");
            }
            case "blocked" -> {
                try (var hold = worker.hold()) {
                    Gate.pass(worker, id.asLong());
                }
            }
            default -> throw new IllegalArgumentException(worker.entry().extra().text());
        }
    }

    private static void attach(WorkerContext worker) throws InterruptedException {
        worker.segment("bgwprobe", 64, memory -> {});
    }

    private static void reload(WorkerContext worker) throws InterruptedException {
        while (!worker.reloadSettings()) {
            worker.latch().await();
            worker.latch().reset();
        }
    }

    static void say(String text) {
        System.getLogger("bgwprobe").log(Level.INFO, text);
    }
}
