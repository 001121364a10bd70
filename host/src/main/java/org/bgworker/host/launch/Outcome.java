package org.bgworker.host.launch;

import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.guard.ExitError;
import org.bgworker.host.report.CodeFailure;
import org.bgworker.host.report.ReportException;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerTerminatedError;

/** Tells how a run ended from what its function threw. */
final class Outcome {
    private static final int ABORTED = 134;

    private Outcome() {}

    /** Of a function that returned. */
    static WorkerExit returned(Interrupts interrupts) {
        return interrupts.exitRequested().map(Outcome::exit).orElseGet(WorkerExit.Returned::new);
    }

    /** Of a function that threw, or could not be found. */
    static WorkerExit thrown(Throwable thrown, Interrupts interrupts) {
        var exit = interrupts.exitRequested();
        var reason = interrupts.terminateRequested();
        if (exit.isPresent()) {
            return exit(exit.orElseThrow());
        }
        if (reason.isPresent() && followsFromTerminate(thrown)) {
            return new WorkerExit.Terminated(reason.orElseThrow());
        }
        return switch (thrown) {
            case ExitError error -> exit(error);
            case ReportException told -> new WorkerExit.Threw(cause(told));
            case CodeFailure failure -> thrown(failure.thrown(), interrupts);
            case StackOverflowError harmless -> new WorkerExit.Threw(ExitCause.of(harmless));
            case VirtualMachineError serious ->
                    new WorkerExit.Crashed(ABORTED, ExitCause.of(serious));
            default -> new WorkerExit.Threw(ExitCause.of(thrown));
        };
    }

    private static WorkerExit exit(ExitError asked) {
        return switch (asked.code()) {
            case 0 -> new WorkerExit.Returned();
            case 1 -> new WorkerExit.Threw(ExitCause.of(asked));
            default -> new WorkerExit.Crashed(asked.code(), ExitCause.of(asked));
        };
    }

    /**
     * The termination itself, or what an interrupt, a cancelled statement or a cut session throws.
     */
    private static boolean followsFromTerminate(Throwable thrown) {
        int depth = 0;
        for (Throwable next = thrown; next != null && depth < 16; next = next.getCause()) {
            depth++;
            if (next instanceof WorkerTerminatedError
                    || next instanceof InterruptedException
                    || next instanceof ClosedByInterruptException
                    || next instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    private static ExitCause cause(ReportException told) {
        var report = told.report();
        var hint = report.hint().isEmpty() ? "" : "HINT:  " + report.hint();
        var text =
                Stream.of(report.primary(), report.detail(), hint)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("\n"));
        return new ExitCause("", text, "", List.of(), Optional.empty());
    }
}
