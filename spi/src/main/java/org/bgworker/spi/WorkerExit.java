package org.bgworker.spi;

/** How a run of a worker ended. */
public sealed interface WorkerExit {
    /** The exit code as PostgreSQL has it: 0, 1, or anything else for a crash. */
    int code();

    /** It returned from its function, or called for exit 0. */
    record Returned() implements WorkerExit {
        @Override
        public int code() {
            return 0;
        }
    }

    /**
     * It threw, could not be started, or called for exit 1.
     *
     * @param cause what it threw
     */
    record Threw(ExitCause cause) implements WorkerExit {
        @Override
        public int code() {
            return 1;
        }
    }

    /**
     * It ended because it was asked to.
     *
     * @param reason why
     */
    record Terminated(TerminateReason reason) implements WorkerExit {
        @Override
        public int code() {
            return 1;
        }
    }

    /**
     * It ended in a way that may have harmed others: an error of the virtual machine other than a
     * stack overflow, or a call for an exit code other than 0 and 1.
     *
     * @param code the exit code; 134, as for an abort, where there was none
     * @param cause what it ended with
     */
    record Crashed(int code, ExitCause cause) implements WorkerExit {}
}
