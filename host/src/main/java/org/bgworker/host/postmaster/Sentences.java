package org.bgworker.host.postmaster;

import static org.bgworker.host.report.Severity.DEBUG1;
import static org.bgworker.host.report.Severity.ERROR;
import static org.bgworker.host.report.Severity.LOG;
import static org.bgworker.host.report.Severity.PANIC;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;

/**
 * PostgreSQL's sentences, with {@code bgw_name} or {@code bgw_type} as it has them. Joined with
 * plus, not formatted: most are made to be dropped, on the postmaster's thread.
 */
final class Sentences {
    private static final int FRAMES = 8;
    private static final String HOST = "org.bgworker.host";

    private Sentences() {}

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    static Report registering(BackgroundWorker worker) {
        return Report.of(DEBUG1, "registering background worker " + quoted(worker.name()));
    }

    static Report starting(BackgroundWorker worker) {
        return Report.of(DEBUG1, "starting background worker process " + quoted(worker.name()));
    }

    static Report unregistering(BackgroundWorker worker) {
        return Report.of(DEBUG1, "unregistering background worker " + quoted(worker.name()));
    }

    static Report launchFailed(BackgroundWorker worker, ExitCause cause) {
        return new Report(
                LOG,
                "could not fork background worker process: " + cause.summary(),
                "The worker is \"%s\".".formatted(worker.name()),
                "");
    }

    static Report notifyPidInvalid(int pid) {
        return Report.of(DEBUG1, "worker notification PID %d is not valid".formatted(pid));
    }

    static Report tooMany(Severity severity, int limit) {
        return new Report(
                severity,
                "too many background workers",
                limit == 1
                        ? "Up to 1 background worker can be registered with the current settings."
                        : "Up to %d background workers can be registered with the current settings."
                                .formatted(limit),
                "Consider increasing the configuration parameter \"max_worker_processes\".");
    }

    static Report shuttingDown() {
        return Report.of(ERROR, "the database system is shutting down");
    }

    static Report shutdownRequest(ShutdownMode mode) {
        return Report.of(LOG, "received %s shutdown request".formatted(mode.word()));
    }

    /** R117; an orderly end is no news, unlike there. */
    static Report exited(Registered registered, int pid, WorkerExit exit, long now) {
        var severity =
                switch (exit) {
                    case WorkerExit.Returned _, WorkerExit.Terminated _ -> DEBUG1;
                    case WorkerExit.Threw _, WorkerExit.Crashed _ -> LOG;
                };
        return new Report(
                severity,
                "background worker "
                        + quoted(registered.worker.type())
                        + " (PID "
                        + pid
                        + ") exited with exit code "
                        + exit.code(),
                nextStart(registered, now),
                "");
    }

    /** Of a worker whose waits grow; otherwise everybody knows. */
    private static String nextStart(Registered registered, long now) {
        int failures = registered.history.failures();
        var restartIn = registered.status(now).restartIn();
        return failures < 2 || restartIn.isEmpty()
                ? ""
                : "It has failed %d times in a row and is started again in %s s."
                        .formatted(failures, seconds(restartIn.orElseThrow()));
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    static Report failedMoreTimes(BackgroundWorker worker, int times) {
        return Report.of(
                LOG,
                "background worker "
                        + quoted(worker.type())
                        + " failed "
                        + times
                        + (times == 1 ? " more time" : " more times")
                        + " in the same way");
    }

    static Report failedTooOften(Registered registered, RestartPolicy policy) {
        return new Report(
                ERROR,
                "background worker %s has failed too often and is not started again"
                        .formatted(quoted(registered.worker.name())),
                "It has been restarted %d times in %s s, and failed again."
                        .formatted(policy.limit(), seconds(policy.period())),
                "Remove the cause, and then reset the worker or restart the host.");
    }

    static Report gone(Registered registered, int pid) {
        return new Report(
                LOG,
                "background worker %s (PID %d) is gone without having told its exit"
                        .formatted(quoted(registered.worker.type()), pid),
                "Its thread has ended; it is taken as failed.",
                "");
    }

    static Report terminatingOthers() {
        return new Report(
                LOG,
                "terminating any other active server processes",
                "Those are the workers that have shared memory attached, which may be damaged.",
                "");
    }

    /** R91, R95. */
    static Report afterCrash(boolean restart) {
        return Report.of(
                LOG,
                restart
                        ? "all server processes terminated; reinitializing"
                        : "shutting down because \"restart_after_crash\" is off");
    }

    /** What a worker itself says of its end, if it does. */
    static Optional<Report> lastWords(BackgroundWorker worker, WorkerExit exit) {
        return switch (exit) {
            case WorkerExit.Returned _ -> Optional.empty();
            case WorkerExit.Threw(var cause) -> Optional.of(failed(ERROR, cause));
            case WorkerExit.Crashed(_, var cause) -> Optional.of(failed(PANIC, cause));
            case WorkerExit.Terminated(var reason) -> Optional.of(terminating(worker, reason));
        };
    }

    private static Report terminating(BackgroundWorker worker, TerminateReason reason) {
        var start = "terminating background worker " + quoted(worker.type());
        return switch (reason) {
            case ADMINISTRATOR -> Report.of(LOG, start + " due to administrator command");
            case SHUTDOWN -> Report.of(DEBUG1, start + " due to administrator command");
            case CRASH -> Report.of(DEBUG1, start + " because of crash of another server process");
            case REPLACEMENT -> Report.of(DEBUG1, start + " because its library is replaced");
            case DEMOTION -> Report.of(LOG, start + " because the database has become read-only");
        };
    }

    /**
     * The worker's own last words: what it failed with, and where. What the host itself says, of no
     * type, may end with a hint.
     */
    private static Report failed(Severity severity, ExitCause cause) {
        var where = new StringBuilder();
        frames(where, cause);
        for (var next = cause.cause(); next.isPresent(); next = next.orElseThrow().cause()) {
            where.append("\nCaused by ").append(next.orElseThrow().summary());
            frames(where, next.orElseThrow());
        }
        var parts =
                cause.type().isEmpty()
                        ? cause.summary().split("\nHINT:  ", 2)
                        : new String[] {cause.summary()};
        var lines = parts[0].split("\n", 2);
        var more = lines.length > 1 ? lines[1] + "\n" : "";
        return new Report(
                severity,
                lines[0],
                (more + where.toString().strip()).strip(),
                parts.length > 1 ? parts[1] : "");
    }

    /** The library's own frames; what lies below them is the host, and always the same. */
    private static void frames(StringBuilder where, ExitCause cause) {
        var own =
                cause.stack().stream()
                        .takeWhile(frame -> !HOST.equals(frame.getModuleName()))
                        .toList();
        own.stream().limit(FRAMES).forEach(frame -> where.append("\n\tat ").append(frame));
        if (own.size() > FRAMES) {
            where.append("\n\t… %d more".formatted(own.size() - FRAMES));
        }
    }
}
