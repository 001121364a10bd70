package org.bgworker.host.launch;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.host.shmem.SharedMemory;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerMain;
import org.bgworker.spi.WorkerStatus;

/** Runs a worker once, on a thread of its own and without a host, and tells how it ended. */
public final class OneRun {
    private final ThreadGroup workers = new ThreadGroup("workers of a test");
    private int lastPid = 100;

    static EntryPoints.EntryPoint entryPoint(WorkerMain main) {
        return new EntryPoints.EntryPoint(main, OneRun.class.getClassLoader(), Set.of());
    }

    /** Of a worker that runs this function. */
    public WorkerExit of(BackgroundWorker worker, WorkerMain main) {
        return lookingUp(worker, _ -> entryPoint(main));
    }

    /** Of a worker whose function is looked up. */
    public WorkerExit lookingUp(BackgroundWorker worker, EntryPoints entryPoints) {
        var exit = new CompletableFuture<WorkerExit>();
        var services =
                new WorkerThread.Services(
                        entryPoints,
                        (_, _, _) ->
                                CompletableFuture.failedFuture(new SQLException("no database")),
                        noMemory(),
                        new SettingTable(Path.of("none"), false, List.of())::values,
                        () -> DatabaseState.UNAVAILABLE,
                        event -> {
                            if (event instanceof Event.Exited exited) {
                                exit.complete(exited.exit());
                            }
                        },
                        Ticker.system());
        var thread = new OwnThread(new ThreadGroup(workers, "of a run"), "not used");
        new WorkerThread(new Run(++lastPid, worker, 0, thread, new NoRequests()), services).start();
        return exit.join();
    }

    private static SharedMemory noMemory() {
        try {
            return SharedMemory.in(Path.of("none"));
        } catch (ReportException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Of a worker that asks nothing of the postmaster. */
    private static final class NoRequests implements Requests {
        private static UnsupportedOperationException none() {
            return new UnsupportedOperationException("there is no postmaster");
        }

        @Override
        public Pending<Order.Reply> register(int backend, BackgroundWorker worker, Duration limit) {
            throw none();
        }

        @Override
        public Pending<WorkerStatus> await(
                int backend, WorkerId worker, Event.Until until, Duration limit) {
            throw none();
        }

        @Override
        public Pending<Order.Attached> attach(int pid) {
            throw none();
        }

        @Override
        public Pending<WorkerStatus> status(WorkerId worker) {
            throw none();
        }

        @Override
        public void terminate(WorkerId worker) {
            throw none();
        }

        @Override
        public void stopWaiting(long number) {
            throw none();
        }

        @Override
        public long hostStart() {
            throw none();
        }
    }
}
