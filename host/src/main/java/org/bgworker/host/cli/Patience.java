package org.bgworker.host.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits. */
public final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private long seconds = 60;

    /** Called by picocli. */
    public Patience() {}

    /** Something that may come true. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it has. */
        boolean met() throws InterruptedException;
    }

    /** Waits until it is; whether it was in time. */
    public boolean await(Condition condition) throws InterruptedException {
        for (long left = Duration.ofSeconds(seconds).dividedBy(PAUSE); !condition.met(); left--) {
            if (left <= 0) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }
}
