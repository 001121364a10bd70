package org.bgworker.host.bench.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bgworker.host.bench.Checkout;

/** What happens on the way from a registration to a main, and back; both sides in one process. */
enum Launches {
    /** See {@link RegistrationToMain}. */
    REGISTRATION(
            "registration → main entered",
            "µs",
            "≤ 0.4",
            new Size(5, 10, 1000),
            RegistrationToMain::new),
    /** See {@link Burst}. */
    BURST_OF_100(
            "burst of 100 registrations",
            "/s",
            "≥ 0.8",
            new Size(5, 10, 20),
            () -> new Burst(100)),
    /** See {@link Burst}. */
    BURST_OF_10000(
            "burst of 10,000 registrations",
            "/s",
            "≥ 0.8",
            new Size(2, 5, 1),
            () -> new Burst(10_000)),
    /** See {@link RestartToMain}. */
    RESTART("restart due → main entered", "µs", "", new Size(5, 10, 1), RestartToMain::new),
    /** See {@link TerminateToGone}. */
    TERMINATE("terminate → worker gone", "µs", "", new Size(5, 10, 300), TerminateToGone::new),
    /** See {@link SessionReady}. */
    SESSION(
            "registration → session ready",
            "µs",
            "≤ 1.2",
            new Size(5, 10, 20),
            () -> new SessionReady(0)),
    /** See {@link SessionReady}. */
    SPARE_SESSION(
            "the same, with spare sessions",
            "µs",
            "≤ 500 µs",
            new Size(2, 5, 20),
            () -> new SessionReady(4));

    private static final int ENOUGH_FOR_TAILS = 1000;

    private final String title;
    private final String unit;
    private final String goal;
    private final Size size;
    private final Callable<Contest> contest;

    Launches(String title, String unit, String goal, Size size, Callable<Contest> contest) {
        this.title = title;
        this.unit = unit;
        this.goal = goal;
        this.size = size;
        this.contest = contest;
    }

    /** How many rounds to warm up, how many that count, and how many samples in each. */
    private record Size(int warmUps, int rounds, int samples) {}

    /** What is made of a round: the sample in the middle, and where there are enough, the slowest. */
    private List<Double> shares() {
        return size.samples < ENOUGH_FOR_TAILS ? List.of(0.5) : List.of(0.5, 0.99);
    }

    /** Runs a contest in this process, and prints for each round a line for each share. */
    static void main(String[] args) throws Exception {
        var launch = valueOf(args[0]);
        var size = launch.size;
        var contest = launch.contest.call();
        for (int i = 0; i < size.warmUps; i++) {
            var _ = Sampled.of(contest, size.samples);
        }
        int repeats = 20 * size.rounds;
        for (int left = size.rounds; left > 0; ) {
            var round = Sampled.of(contest, size.samples);
            if (contest.hasHelpers() || round.others() < Neighbours.QUIET || repeats-- <= 0) {
                launch.shares().forEach(share -> System.out.println(round.at(share)));
                left--;
            }
        }
        System.exit(0);
    }

    /** Runs it so many times on each checkout in turn, each in a process of its own. */
    List<Result> measure(int forks) throws IOException, InterruptedException {
        var lines = new LinkedHashMap<Checkout, List<String>>();
        for (int i = 0; i < forks; i++) {
            for (var checkout : Checkout.all()) {
                lines.computeIfAbsent(checkout, _ -> new ArrayList<>())
                        .addAll(Fork.run(checkout, List.of(), Launches.class, name()));
            }
        }
        var results = new ArrayList<Result>();
        for (int i = 0; i < shares().size(); i++) {
            for (var one : lines.entrySet()) {
                results.add(result(one.getKey().label() + title, i, one.getValue()));
            }
        }
        return results;
    }

    private Result result(String named, int which, List<String> lines) {
        var shares = shares();
        var rounds =
                IntStream.range(0, lines.size())
                        .filter(i -> i % shares.size() == which)
                        .mapToObj(i -> Round.parse(lines.get(i)))
                        .toList();
        return which == 0
                ? new Result(named, unit, goal, rounds)
                : new Result(
                        "%s: percentile %.0f".formatted(named, 100 * shares.get(which)),
                        unit,
                        "",
                        rounds);
    }
}
