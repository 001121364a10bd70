package org.bgworker.host.it;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.testing.HostProcess;

/** When the power is cut. */
enum CutMoment {
    /** Within 60 ms after something was acknowledged. */
    AT_ONCE {
        @Override
        void await(HostProcess host, Random random) throws InterruptedException {
            var kind = ACKNOWLEDGEMENTS.get(random.nextInt(ACKNOWLEDGEMENTS.size()));
            host.await(kind.text(), 1 + random.nextInt(kind.count()));
            run(host, random.nextInt(60));
        }
    },
    /**
     * 5 to 30 s after files were loaded: what is in memory by then is not yet written at leisure.
     */
    LATER {
        @Override
        void await(HostProcess host, Random random) throws InterruptedException {
            host.await("rows loaded", 2);
            run(host, 5_000 + random.nextInt(25_000));
        }
    },
    /** While the host starts, or at work. */
    AT_RANDOM {
        @Override
        void await(HostProcess host, Random random) throws InterruptedException {
            run(host, random.nextInt(8_000));
        }
    },
    /** 5 to 12 s after files were loaded. */
    SOON_LATER {
        @Override
        void await(HostProcess host, Random random) throws InterruptedException {
            host.await("rows loaded", 2);
            run(host, 5_000 + random.nextInt(7_000));
        }
    };

    /** What a line of the log says, and how many such lines there are going to be. */
    private record Acknowledgement(String text, int count) {}

    private static final List<Acknowledgement> ACKNOWLEDGEMENTS =
            List.of(
                    // the permission was given before
                    new Acknowledgement("starting bgworker", 1),
                    new Acknowledgement("rows loaded", 2),
                    new Acknowledgement("ledger: acknowledged", 100),
                    new Acknowledgement("schema1.counted count is now", 2),
                    new Acknowledgement("scheduler job tick: succeeded after", 3));

    /** Waits for it. */
    abstract void await(HostProcess host, Random random) throws InterruptedException;

    private static void run(HostProcess host, int millis) throws InterruptedException {
        if (host.process().waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it has ended:\n" + String.join("\n", host.log()));
        }
    }
}
