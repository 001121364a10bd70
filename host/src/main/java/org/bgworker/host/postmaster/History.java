package org.bgworker.host.postmaster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.WorkerExit;

/** What has become of a worker's runs so far. */
final class History {
    /** For how long a failure is not told again. */
    static final Duration FOLD_FOR = Duration.ofMinutes(1);

    private static final int EXITS_KEPT = 5;

    private int starts;
    private long startedAt;
    private long changedAt;
    private int failures;
    private Optional<WorkerExit> lastExit = Optional.empty();
    private List<PastExit> exits = List.of();
    private final Deque<Long> restarts = new ArrayDeque<>(0);
    private long crashedAt = Long.MIN_VALUE;
    private String told = "";
    private long toldAt;
    private int folded;

    void started(long now) {
        starts++;
        startedAt = now;
        changedAt = now;
    }

    void ended(WorkerExit exit, long now) {
        lastExit = Optional.of(exit);
        var kept = exits.size() < EXITS_KEPT ? exits : exits.subList(1, EXITS_KEPT);
        exits = Stream.concat(kept.stream(), Stream.of(new PastExit(exit, now, ran(now)))).toList();
        changedAt = now;
    }

    /** How long the present run has taken, or the last one had. */
    Duration ran(long now) {
        return Duration.ofNanos(now - startedAt);
    }

    /** How its last runs ended, oldest first. */
    List<PastExit> exits() {
        return exits;
    }

    /** How long ago a run began or ended; empty if none has. */
    Optional<Duration> since(long now) {
        return everStarted() ? Optional.of(Duration.ofNanos(now - changedAt)) : Optional.empty();
    }

    int starts() {
        return starts;
    }

    Optional<WorkerExit> lastExit() {
        return lastExit;
    }

    /** Whether it ever ran, or failed to. */
    boolean everStarted() {
        return starts > 0 || lastExit.isPresent();
    }

    /** How often it has failed in a row, with no healthy run in between. */
    int failures() {
        return failures;
    }

    /** Counts a failure; a healthy run before it has ended the row. */
    void failed(RestartPolicy policy, long now) {
        boolean healthy = starts > 0 && now - startedAt >= policy.healthyTime().toNanos();
        failures = healthy ? 1 : failures + 1;
    }

    /** Takes one of the restarts that the policy grants, unless there is none left. */
    boolean takeRestart(RestartPolicy policy, long now) {
        if (policy.limit() == 0) {
            return true;
        }
        while (!restarts.isEmpty() && now - restarts.getFirst() >= policy.period().toNanos()) {
            restarts.removeFirst();
        }
        boolean granted = restarts.size() < policy.limit();
        if (granted) {
            restarts.addLast(now);
        }
        return granted;
    }

    /** Begins anew, as if it had never failed. */
    void reset() {
        failures = 0;
        restarts.clear();
    }

    void crashed(long now) {
        crashedAt = now;
    }

    /** Whether it has crashed less than a time ago. */
    boolean crashedWithin(long nanos, long now) {
        return crashedAt != Long.MIN_VALUE && now - crashedAt < nanos;
    }

    /** Whether the same failure has just been told; counts it then. */
    boolean fold(ExitCause cause, long now) {
        var text = text(cause);
        if (text.equals(told) && now - toldAt < FOLD_FOR.toNanos()) {
            folded++;
            return true;
        }
        told = text;
        toldAt = now;
        return false;
    }

    private static String text(ExitCause cause) {
        return cause.summary() + cause.cause().map(next -> "\n" + text(next)).orElse("");
    }

    /** How many failures have not been told; from now on they have. */
    int takeFolded() {
        int taken = folded;
        folded = 0;
        return taken;
    }
}
