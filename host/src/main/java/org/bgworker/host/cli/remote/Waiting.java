package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bgworker.host.cli.Grammar;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Waits for workers, by one question after the other: each is answered after a while at most. */
final class Waiting {
    private static final long LONGEST_QUESTION = 20_000;

    private final Supplier<Optional<Integer>> seconds;

    /** Of the commands that know this option. */
    Waiting(Grammar grammar) {
        seconds =
                grammar.optional(
                        Integer.class,
                        option("--timeout")
                                .paramLabel("SECONDS")
                                .description(
                                        "With --wait: waits no longer, and exits with 124 then."));
    }

    /** Until a worker has ended; its last answer, or none when the time was over. */
    Optional<Map<String, Object>> forEnd(HostClient host, String handle) throws ReportException {
        return until(host, handle, "stopped", Set.of("not_yet_started", "started"));
    }

    /** Until a worker has been started, or never will be. */
    Optional<Map<String, Object>> forStart(HostClient host, String handle) throws ReportException {
        return until(host, handle, "started", Set.of("not_yet_started"));
    }

    private Optional<Map<String, Object>> until(
            HostClient host, String handle, String wanted, Set<String> before)
            throws ReportException {
        var deadline = seconds.get().map(limit -> Instant.now().plusSeconds(limit));
        while (true) {
            long left =
                    deadline.map(end -> Duration.between(Instant.now(), end).toMillis())
                            .orElse(LONGEST_QUESTION);
            var answer =
                    Trees.map(
                            host.get(
                                    "/v1/workers/"
                                            + handle
                                            + "/wait?until="
                                            + wanted
                                            + "&timeout_ms="
                                            + Math.clamp(left, 0, LONGEST_QUESTION)));
            if (!before.contains(Trees.text(answer, "status"))) {
                return Optional.of(answer);
            }
            if (left <= 0) {
                return Optional.empty();
            }
        }
    }
}
