package org.bgworker.host.bench.launch;

import java.util.List;

/** From a registration to a main and back, and what a worker costs that does nothing. */
public final class LaunchBenchmarks {
    private static final int FORKS = 3;

    private LaunchBenchmarks() {}

    /** Runs those that are named, as by {@link Launches} or as {@code PROMOTION} or {@code READER}, or all. */
    public static void main(String[] args) throws Exception {
        System.out.print(Result.HEAD);
        if (args.length == 0) {
            run();
        }
        for (var name : args) {
            measure(name).forEach(result -> System.out.print(result.row()));
        }
    }

    private static List<Result> measure(String name) throws Exception {
        return switch (name) {
            case "PROMOTION" -> List.of(Promotions.measure());
            case "READER" -> List.of(ReaderBeside.measure());
            default -> Launches.valueOf(name).measure(FORKS);
        };
    }

    /** Prints a row for each. */
    public static void run() throws Exception {
        for (var launch : Launches.values()) {
            launch.measure(FORKS).forEach(result -> System.out.print(result.row()));
        }
        System.out.print(Promotions.measure().row());
        System.out.print(ReaderBeside.measure().row());
        for (var result : Idle.measure(FORKS)) {
            System.out.print(result.row());
        }
    }
}
