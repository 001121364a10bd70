package org.bgworker.host.journal;

import java.util.List;
import java.util.Optional;
import org.bgworker.host.postmaster.Happening;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.WorkerExit;

/** What is kept of exits: a worker may fail every second, with a message of any length. */
final class Brief {
    private static final int LONGEST_MESSAGE = 2_000;

    private Brief() {}

    static Happening of(Happening happening) {
        return happening instanceof Happening.Exited(var id, var worker, var pid, var exit, var ran)
                ? new Happening.Exited(id, worker, pid, of(exit), ran)
                : happening;
    }

    private static WorkerExit of(WorkerExit exit) {
        return switch (exit) {
            case WorkerExit.Threw(var cause) -> new WorkerExit.Threw(of(cause));
            case WorkerExit.Crashed(int code, var cause) -> new WorkerExit.Crashed(code, of(cause));
            case WorkerExit.Returned _, WorkerExit.Terminated _ -> exit;
        };
    }

    /** Without stack and causes, which are in the log. */
    private static ExitCause of(ExitCause cause) {
        var message = cause.message();
        return new ExitCause(
                cause.type(),
                message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
                cause.sqlState(),
                List.of(),
                Optional.empty());
    }
}
