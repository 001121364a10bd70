package org.bgworker.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to run, when, and what to do when it ends ({@code BackgroundWorker}, R1).
 *
 * <p>Making a record refuses only what cannot be represented; the rules across fields are checked
 * at registration, where they are reported all together (R17). Over-long and non-ASCII text is
 * refused, not cut or replaced as PostgreSQL does (R2, R12).
 *
 * @param name {@code bgw_name}, for log lines and listings; at most {@value #MAX_NAME_BYTES} bytes
 *     of printable ASCII
 * @param type {@code bgw_type}, the same for all workers of a kind; limits as {@code name}; empty
 *     means the name (R5)
 * @param flags {@code bgw_flags}
 * @param startTime {@code bgw_start_time}
 * @param restartTime {@code bgw_restart_time}
 * @param libraryName {@code bgw_library_name}: the name of the library's root module, or {@code
 *     postgres} for the host's own functions (R74); at most {@value #MAX_LIBRARY_BYTES} bytes of
 *     printable ASCII (R4). Whether it exists is found out when the worker starts (R6, R77)
 * @param functionName {@code bgw_function_name}: what a {@link WorkerMain} of that library answers
 *     to; limits as {@code name}
 * @param mainArg {@code bgw_main_arg}, given to the function
 * @param extra {@code bgw_extra}
 * @param notifyPid {@code bgw_notify_pid}: the pid of a worker or other backend whose latch is set
 *     when this worker starts and ends (R107), or 0 for none; only dynamic workers may have one
 *     (R29)
 */
public record BackgroundWorker(
        String name,
        String type,
        Set<WorkerFlag> flags,
        StartTime startTime,
        RestartTime restartTime,
        String libraryName,
        String functionName,
        Datum mainArg,
        Extra extra,
        int notifyPid) {

    /** {@code BGW_MAXLEN} less its terminator (R2). */
    public static final int MAX_NAME_BYTES = 95;

    /** {@code MAXPGPATH} less its terminator (R4). */
    public static final int MAX_LIBRARY_BYTES = 1023;

    /**
     * Checks every field by itself.
     *
     * @throws IllegalArgumentException if a text is too long or not printable ASCII
     */
    public BackgroundWorker {
        type = type.isEmpty() ? name : type;
        flags = Set.copyOf(flags);
        checkText("name", name, MAX_NAME_BYTES);
        checkText("type", type, MAX_NAME_BYTES);
        checkText("library name", libraryName, MAX_LIBRARY_BYTES);
        checkText("function name", functionName, MAX_NAME_BYTES);
    }

    /**
     * Starts building a worker that attaches nothing, starts with the server ({@link
     * StartTime#RECOVERY_FINISHED}), and is never restarted.
     *
     * @param name see {@link #name()}
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Whether the worker asks for something. */
    public boolean has(WorkerFlag flag) {
        return flags.contains(flag);
    }

    private static void checkText(String field, String text, int limit) {
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "background worker %s is not printable ASCII: \"%s\"".formatted(field, text));
        }
        int bytes = text.getBytes(UTF_8).length;
        if (bytes > limit) {
            throw new IllegalArgumentException(
                    "background worker %s is too long: %d bytes, the limit is %d: \"%s\""
                            .formatted(field, bytes, limit, text));
        }
    }

    /** Collects the fields of a {@link BackgroundWorker}. */
    public static final class Builder {
        private final String name;
        private String type = "";
        private final Set<WorkerFlag> flags = EnumSet.noneOf(WorkerFlag.class);
        private StartTime startTime = StartTime.RECOVERY_FINISHED;
        private RestartTime restartTime = RestartTime.NEVER;
        private String libraryName = "";
        private String functionName = "";
        private Datum mainArg = Datum.ZERO;
        private Extra extra = Extra.EMPTY;
        private int notifyPid;

        private Builder(String name) {
            this.name = name;
        }

        /** Sets {@link BackgroundWorker#type()}. */
        public Builder type(String value) {
            type = value;
            return this;
        }

        /** Adds to {@link BackgroundWorker#flags()}. */
        public Builder flags(WorkerFlag... values) {
            flags.addAll(Set.of(values));
            return this;
        }

        /** Sets {@link BackgroundWorker#startTime()}. */
        public Builder startTime(StartTime value) {
            startTime = value;
            return this;
        }

        /** Sets {@link BackgroundWorker#restartTime()}. */
        public Builder restart(RestartTime value) {
            restartTime = value;
            return this;
        }

        /**
         * Sets {@link BackgroundWorker#restartTime()} to an interval.
         *
         * @throws IllegalArgumentException as {@link RestartTime#after(Duration)} does
         */
        public Builder restartAfter(Duration interval) {
            return restart(RestartTime.after(interval));
        }

        /**
         * Sets {@link BackgroundWorker#restartTime()} to an interval with a policy.
         *
         * @throws IllegalArgumentException as {@link RestartTime#after(Duration)} does
         */
        public Builder restartAfter(Duration interval, RestartPolicy policy) {
            return restart(RestartTime.after(interval, policy));
        }

        /** Sets {@link BackgroundWorker#libraryName()}. */
        public Builder library(String value) {
            libraryName = value;
            return this;
        }

        /** Sets {@link BackgroundWorker#functionName()}. */
        public Builder function(String value) {
            functionName = value;
            return this;
        }

        /** Sets {@link BackgroundWorker#mainArg()}. */
        public Builder mainArg(Datum value) {
            mainArg = value;
            return this;
        }

        /** Sets {@link BackgroundWorker#extra()}. */
        public Builder extra(Extra value) {
            extra = value;
            return this;
        }

        /** Sets {@link BackgroundWorker#notifyPid()}. */
        public Builder notifyPid(int value) {
            notifyPid = value;
            return this;
        }

        /**
         * The worker.
         *
         * @throws IllegalArgumentException if a text is too long or not printable ASCII
         */
        public BackgroundWorker build() {
            return new BackgroundWorker(
                    name,
                    type,
                    flags,
                    startTime,
                    restartTime,
                    libraryName,
                    functionName,
                    mainArg,
                    extra,
                    notifyPid);
        }
    }
}
