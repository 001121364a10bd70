package org.bgworker.host.it;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** One worker of {@link ChurnLibrary}: its plan, and what has been said of it so far. */
final class ChurnLife {
    /** The exit codes of its runs, in order. */
    private final List<Integer> codes;

    private final Duration restart;
    private boolean accepted;
    private boolean registered;
    private boolean unregistered;
    private int starts;
    private int exits;
    private int pid;
    private Optional<Leaving> leaving = Optional.empty();
    private String lastWords = "";
    private LocalDateTime lastExit = LocalDateTime.MIN;

    /** What a run says just before it ends. */
    private record Leaving(LocalDateTime time, int code, String words) {}

    ChurnLife(List<Integer> codes, Duration restart) {
        this.codes = codes;
        this.restart = restart;
    }

    void accepted() {
        require(!accepted, "accepted twice");
        accepted = true;
    }

    void registering() {
        require(!registered, "registered twice");
        registered = true;
    }

    /** The span since it was due, by the log; zero at its first start. */
    Duration starting(LocalDateTime time) {
        require(registered && !unregistered, "started without being registered");
        require(starts == exits, "started while it runs");
        require(starts < codes.size(), "started once too often");
        starts++;
        pid = 0;
        lastWords = "";
        if (leaving.isEmpty()) {
            return Duration.ZERO;
        }
        // it said so before the host noticed, so this is exact
        var early = Duration.between(time, leaving.orElseThrow().time().plus(restart));
        require(!early.isPositive(), "restarted %s too early".formatted(early));
        leaving = Optional.empty();
        return Duration.between(lastExit.plus(restart), time);
    }

    void enters(int number) {
        require(starts == exits + 1 && pid == 0, "entered without being started");
        pid = number;
    }

    void leaves(LocalDateTime time, int code, String words) {
        require(leaving.isEmpty(), "left twice");
        leaving = Optional.of(new Leaving(time, code, words));
    }

    /** What the host says for it when it fails, by the first line. */
    void says(String words) {
        lastWords = lastWords.isEmpty() ? words : lastWords;
    }

    /** The end of a run, as planned unless the host shuts down. */
    void exited(LocalDateTime time, int number, int code, boolean down) {
        require(starts == exits + 1, "exited without being started");
        require(number == pid, "exited as PID %d, entered as %d".formatted(number, pid));
        require(leaving.isPresent(), "exited without leaving");
        var left = leaving.orElseThrow();
        require(code == left.code(), "exited with %d, said %d".formatted(code, left.code()));
        require(
                left.words().isEmpty() ? lastWords.isEmpty() : lastWords.contains(left.words()),
                "said \"%s\", the host \"%s\"".formatted(left.words(), lastWords));
        require(down || code == codes.get(exits), "exited with %d, not as planned".formatted(code));
        exits++;
        lastExit = time;
    }

    void unregistering() {
        require(registered && !unregistered, "unregistered without being registered");
        unregistered = true;
    }

    boolean hasStarted() {
        return starts > 0;
    }

    boolean runs() {
        return starts > exits;
    }

    /** Whether all has happened that was planned. */
    boolean complete() {
        return accepted && unregistered && exits == codes.size();
    }

    private void require(boolean holds, String broken) {
        if (!holds) {
            throw new IllegalStateException(broken + ": " + this);
        }
    }

    @Override
    public String toString() {
        return "planned %s, started %d times, exited %d times%s%s%s"
                .formatted(
                        codes,
                        starts,
                        exits,
                        registered ? ", registered" : "",
                        accepted ? ", accepted" : "",
                        unregistered ? ", unregistered" : "");
    }
}
