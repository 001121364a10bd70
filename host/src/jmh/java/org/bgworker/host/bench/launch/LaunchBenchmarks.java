package org.bgworker.host.bench.launch;

import java.io.IOException;

/** From a registration to a main and back, and what a worker costs that does nothing. */
public final class LaunchBenchmarks {
    private static final int FORKS = 3;

    private LaunchBenchmarks() {}

    /** Runs those that are named, as by {@link Launches}, or all. */
    public static void main(String[] args) throws Exception {
        System.out.print(Result.HEAD);
        if (args.length == 0) {
            run();
        }
        for (var name : args) {
            System.out.print(Launches.valueOf(name).measure(FORKS).row());
        }
    }

    /** Prints a row for each. */
    public static void run() throws IOException, InterruptedException {
        for (var launch : Launches.values()) {
            System.out.print(launch.measure(FORKS).row());
        }
        for (var result : Idle.measure(FORKS)) {
            System.out.print(result.row());
        }
    }
}
