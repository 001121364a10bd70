package org.bgworker.host.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.bgworker.host.database.Database;
import org.bgworker.host.database.Watch;
import org.bgworker.host.launch.HostThreads;
import org.bgworker.host.launch.Ticker;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.DatabaseCondition;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.postmaster.ServerState;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Datum;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.RestartTime;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;
import org.bgworker.spi.WorkerTerminatedError;

/**
 * The host's own worker that watches the state of the database. While it cannot be reached nothing
 * that needs it is started, and the host stays up. What blocks runs on a thread of the host.
 */
final class ServerStateMain implements WorkerMain {
    /** Its function. */
    static final String NAME = "ServerStateMain";

    /** The host's own worker that runs it. */
    static BackgroundWorker worker(Database database) {
        return BackgroundWorker.named(database.watcher())
                .library(Functions.OWN)
                .function(NAME)
                .startTime(StartTime.POSTMASTER_START)
                .restart(RestartTime.after(Duration.ofSeconds(5), RestartPolicy.PLAIN))
                .build();
    }

    private final Database database;
    private final HostThreads threads;
    private final Consumer<Event> events;
    private final Ticker ticker;
    private final AtomicReference<DatabaseCondition> seenLast;
    private long since;

    /**
     * A run of it.
     *
     * @param seenLast by the runs before, lest the same be told twice
     */
    ServerStateMain(
            Database database,
            HostThreads threads,
            Consumer<Event> events,
            Ticker ticker,
            AtomicReference<DatabaseCondition> seenLast) {
        this.seenLast = seenLast;
        this.database = database;
        this.threads = threads;
        this.events = events;
        this.ticker = ticker;
    }

    @Override
    public void main(Datum mainArg) throws InterruptedException {
        var worker = WorkerContext.current();
        var latch = worker.latch();
        try (var watch = database.watch()) {
            var looking =
                    threads.call(() -> {
                        look(watch, worker);
                        return true;
                    });
            var _ = looking.whenComplete((_, _) -> latch.set());
            while (!looking.isDone()) {
                latch.await();
                latch.reset();
            }
            var _ = looking.join();
        } catch (WorkerTerminatedError ended) {
            if (worker.terminateRequested().equals(Optional.of(TerminateReason.ADMINISTRATOR))) {
                database.restart();
            }
            throw ended;
        } catch (CompletionException failed) {
            throw new IllegalStateException("the watch has failed", failed.getCause());
        }
    }

    private void look(Watch watch, WorkerContext worker) throws InterruptedException {
        Duration wait;
        do {
            var seen = watch.look();
            var last = seenLast.get();
            if (seen.state() != last.state()) {
                since = ticker.read();
            }
            worker.reportActivity(database.activity());
            if (!seen.equals(last) && !seen.equals(DatabaseCondition.UNKNOWN)) {
                told(seen, last);
                seenLast.set(seen);
                events.accept(new Event.DatabaseSeen(seen));
            }
            wait = watch.pace(seen, Duration.ofNanos(ticker.read() - since));
        } while (watch.pause(wait));
    }

    private void told(DatabaseCondition seen, DatabaseCondition last) {
        Log.write(
                Postmaster.PID,
                switch (seen.kind()) {
                    case NOT_STARTED, STARTING, FAILED, READ_WRITE ->
                            last.serverState() == ServerState.RUN
                                    ? Report.of(
                                            Severity.DEBUG1,
                                            "database is %s".formatted(seen.kind().word()))
                                    : log("database system is ready to accept connections");
                    case READ_ONLY ->
                            log("database system is ready to accept read-only connections");
                    case UNKNOWN, GONE, REFUSING, SHUTTING_DOWN, STARTING_UP ->
                            new Report(
                                    Severity.LOG,
                                    "could not connect to the %s".formatted(database.description()),
                                    seen.reason(),
                                    "Workers that need it start once it answers; the host keeps trying. See the settings \"database_url\", \"database_user\" and \"database_password_file\".");
                });
    }

    private static Report log(String primary) {
        return Report.of(Severity.LOG, primary);
    }
}
