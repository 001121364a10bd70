package org.bgworker.sample.scheduler;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bgworker.sample.scheduler.Timetable.Due;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.Datum;
import org.bgworker.spi.Registration;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerStatus;

/** Starts runs of jobs as dynamic workers, one of a job at a time, and sees each to its end. */
final class Runs {
    private static final System.Logger LOG = System.getLogger("scheduler");

    /**
     * Handles by run, as text, for a scheduler to come: what is static lives as long as handles are
     * good, until the host is stopped. Not in the table, which the job may have locked by then.
     */
    private static final Map<Long, String> HANDLES = new ConcurrentHashMap<>();

    private final WorkerContext context;
    private final JobTables tables;
    private final Map<String, Running> running = new HashMap<>();

    /** A run whose worker has not ended yet, as far as is known. */
    private static final class Running {
        private final long run;
        private final BackgroundWorkerHandle handle;
        private int skipped;

        Running(long run, BackgroundWorkerHandle handle) {
            this.run = run;
            this.handle = handle;
        }
    }

    Runs(WorkerContext context, JobTables tables) {
        this.context = context;
        this.tables = tables;
    }

    /**
     * Takes over the runs that an earlier scheduler has left. Their ends do not wake this one up,
     * and are noticed at its next turn.
     */
    void adopt() throws SQLException {
        var all = tables.openRuns();
        HANDLES.keySet().retainAll(all.stream().map(JobTables.OpenRun::run).toList());
        for (var open : all) {
            var handle = HANDLES.get(open.run());
            if (handle == null) {
                abort(open.job(), open.run(), Ending.LOST);
            } else {
                running.put(open.job(), new Running(open.run(), context.handle(handle)));
            }
        }
    }

    /** Starts a run, waiting for a slot for at most {@code patience}; or notes why not. */
    void start(Due due, Duration patience) throws InterruptedException {
        var earlier = running.get(due.job().name());
        if (earlier != null) {
            skip(due, earlier);
            return;
        }
        try {
            var run = tables.begin(due);
            if (run.isPresent()) {
                register(due, run.getAsLong(), patience);
            } else {
                LOG.log(
                        DEBUG,
                        "this due time of job \"%s\" is done, perhaps by another host"
                                .formatted(due.job().name()));
            }
        } catch (SQLException notWritten) {
            // One job's trouble; if it is the session's, the next look at the jobs fails as well.
            context.checkForInterrupts();
            notStarted(due, String.valueOf(notWritten.getMessage()));
        }
    }

    private static void skip(Due due, Running earlier) {
        earlier.skipped++; // written down when it has ended: it may be holding a lock on the table
        if (earlier.skipped == 1) {
            LOG.log(INFO, "job \"%s\" is due while it still runs".formatted(due.job().name()));
        }
    }

    private void register(Due due, long run, Duration patience)
            throws SQLException, InterruptedException {
        switch (context.registerDynamic(worker(due.job(), run), patience)) {
            case Registration.Accepted(var handle) -> {
                running.put(due.job().name(), new Running(run, handle));
                HANDLES.put(run, handle.toString());
                LOG.log(
                        DEBUG,
                        "run %d of job \"%s\" is that of worker %s"
                                .formatted(run, due.job().name(), handle));
            }
            case Registration.Refused(var reason, var detail, _) -> {
                var why = (reason + ". " + detail).strip();
                tables.noteNotStarted(run, why);
                notStarted(due, why);
            }
        }
    }

    private BackgroundWorker worker(Job job, long run) {
        var name = "scheduler job " + job.name().replaceAll("[^ -~]", "?"); // ASCII, and short
        int length = Math.min(name.length(), BackgroundWorker.MAX_NAME_BYTES);
        return Scheduler.worker(name.substring(0, length))
                .type("scheduler job")
                .function("scheduler_job")
                .mainArg(Datum.of(run))
                .notifyPid(context.pid())
                .build();
    }

    private static void notStarted(Due due, String reason) {
        LOG.log(WARNING, "job \"%s\" was not started: %s".formatted(due.job().name(), reason));
    }

    /** Forgets the runs that have ended, and writes down what their workers have not. */
    void closeEnded() throws SQLException {
        for (var entry : List.copyOf(running.entrySet())) {
            var it = entry.getValue();
            var status = it.handle.status();
            if (status.state() == WorkerStatus.State.FINISHED) {
                close(entry.getKey(), it, Ending.of(status.lastExit()));
                running.remove(entry.getKey());
                HANDLES.remove(it.run);
            }
        }
    }

    private void close(String job, Running it, Optional<Ending> ending) throws SQLException {
        if (ending.isPresent()) {
            abort(job, it.run, ending.orElseThrow());
        }
        if (it.skipped > 0) {
            tables.noteSkipped(it.run, it.skipped);
        }
    }

    private void abort(String job, long run, Ending ending) throws SQLException {
        if (tables.noteAborted(run, ending)) {
            LOG.log(WARNING, "job \"%s\" was aborted: %s".formatted(job, ending.error()));
        }
    }
}
