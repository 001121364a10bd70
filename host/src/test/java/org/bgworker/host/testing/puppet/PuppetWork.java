package org.bgworker.host.testing.puppet;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.bgworker.spi.Datum;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;

/**
 * Says which version it is, and runs until it is asked to end. If its jar says how many classes and
 * files there are, it loads one after the other first, slowly.
 */
public final class PuppetWork implements WorkerMain {
    /** The file that says how many. */
    public static final String LAZY = "lazy";

    private static final Duration PAUSE = Duration.ofMillis(5);

    @Override
    public void main(Datum mainArg) throws Exception {
        var worker = WorkerContext.current();
        var module = PuppetWork.class.getModule().getDescriptor();
        say(worker, "runs " + module.toNameAndVersion());
        if (PuppetWork.class.getResource(LAZY) != null) {
            int count = Integer.parseInt(text(LAZY));
            for (int i = 0; i < count; i++) {
                Class.forName(PuppetWork.class.getPackageName() + ".Lazy" + i);
                var _ = text("text" + i);
                worker.latch().await(PAUSE);
            }
            say(worker, "has loaded all");
        }
        while (true) {
            worker.latch().await();
            worker.latch().reset();
        }
    }

    private static String text(String name) throws IOException {
        try (var in = Objects.requireNonNull(PuppetWork.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static void say(WorkerContext worker, String what) {
        System.getLogger("puppet")
                .log(System.Logger.Level.INFO, worker.entry().name() + " " + what);
    }
}
