package org.bgworker.host.bench.launch;

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
            System.out.print(measure(name).row());
        }
    }

    private static Result measure(String name) throws Exception {
        return switch (name) {
            case "PROMOTION" -> Promotions.measure();
            case "READER" -> ReaderBeside.measure();
            default -> Launches.valueOf(name).measure(FORKS);
        };
    }

    /** Prints a row for each. */
    public static void run() throws Exception {
        for (var launch : Launches.values()) {
            System.out.print(launch.measure(FORKS).row());
        }
        System.out.print(Promotions.measure().row());
        System.out.print(ReaderBeside.measure().row());
        for (var result : Idle.measure(FORKS)) {
            System.out.print(result.row());
        }
    }
}
