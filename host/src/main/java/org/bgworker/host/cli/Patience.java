package org.bgworker.host.cli;

import static org.bgworker.host.cli.Grammar.option;

import java.time.Duration;
import java.util.function.Supplier;

/** How long a command waits. */
public final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Supplier<Integer> seconds;

    /** Of the commands that know this option. */
    public Patience(Grammar grammar) {
        seconds =
                grammar.value(
                        Integer.class,
                        option("-t", "--timeout")
                                .paramLabel("SECONDS")
                                .defaultValue("60")
                                .description("How long to wait (default: ${DEFAULT-VALUE})."));
    }

    /** Something that may come true. */
    @FunctionalInterface
    public interface Condition {
        /** Whether it has. */
        boolean met() throws InterruptedException;
    }

    /** Waits until it is; whether it was in time. */
    public boolean await(Condition condition) throws InterruptedException {
        long looks = Duration.ofSeconds(seconds.get()).toMillis() / PAUSE.toMillis();
        for (long left = looks; !condition.met(); left--) {
            if (left <= 0) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }
}
