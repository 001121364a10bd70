package org.bgworker.host.bench.launch;

import java.io.IOException;

/** From a registration to a main and back, and what a worker costs that does nothing. */
public final class LaunchBenchmarks {
    private static final int FORKS = 3;

    private LaunchBenchmarks() {}

    /** Runs those that are named, as by {@link Launches} or as {@code PROMOTION}, or all. */
    public static void main(String[] args) throws Exception {
        System.out.print(Result.HEAD);
        if (args.length == 0) {
            run();
        }
        for (var name : args) {
            System.out.print(
                    name.equals("PROMOTION")
                            ? Promotions.measure().row()
                            : Launches.valueOf(name).measure(FORKS).row());
        }
    }

    /** Prints a row for each. */
    public static void run() throws IOException, InterruptedException {
        for (var launch : Launches.values()) {
            System.out.print(launch.measure(FORKS).row());
        }
        System.out.print(Promotions.measure().row());
        for (var result : Idle.measure(FORKS)) {
            System.out.print(result.row());
        }
    }
}
