package org.bgworker.host.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.bgworker.host.database.Database;
import org.bgworker.host.database.EmbeddedDatabase;
import org.bgworker.host.database.PostgresDatabase;
import org.bgworker.host.launch.HostThreads;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.postmaster.ServerState;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.Datum;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;

/**
 * The host's own worker that watches the state of the database. While it cannot be reached nothing
 * that needs it is started, and the host stays up.
 */
final class ServerStateMain implements WorkerMain {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration IN_RECOVERY = Duration.ofMillis(100);

    private final Database database;
    private final HostThreads threads;
    private final Consumer<Event> events;
    private ServerState state = ServerState.STARTUP;
    private String problem = "";

    ServerStateMain(Database database, HostThreads threads, Consumer<Event> events) {
        this.database = database;
        this.threads = threads;
        this.events = events;
    }

    @Override
    public void main(Datum mainArg) throws InterruptedException {
        var latch = WorkerContext.current().latch();
        while (true) {
            var asked = threads.call(database::writable);
            var _ = asked.whenComplete((_, _) -> latch.set());
            while (!asked.isDone()) {
                latch.await();
                latch.reset();
            }
            var wait = Optional.<Duration>empty();
            try {
                wait = reached(asked.join() ? ServerState.RUN : ServerState.HOT_STANDBY);
            } catch (CompletionException failed) {
                wait = Optional.of(lost(Objects.requireNonNullElse(failed.getCause(), failed)));
            }
            if (wait.isPresent()) {
                latch.await(wait.orElseThrow());
            } else {
                latch.await();
            }
            latch.reset();
        }
    }

    /** How long to wait before the next look; the embedded database does not change by itself. */
    private Optional<Duration> reached(ServerState next) {
        problem = "";
        if (next != state) {
            state = next;
            Log.write(
                    Postmaster.PID,
                    Report.of(
                            Severity.LOG,
                            next == ServerState.RUN
                                    ? "database system is ready to accept connections"
                                    : "database system is ready to accept read-only connections"));
            events.accept(new Event.StateReached(next));
        }
        return switch (database) {
            case EmbeddedDatabase _ -> Optional.empty();
            case PostgresDatabase _ -> Optional.of(next == ServerState.RUN ? RETRY : IN_RECOVERY);
        };
    }

    private Duration lost(Throwable failed) {
        if (state != ServerState.STARTUP) {
            state = ServerState.STARTUP;
            events.accept(new Event.StateReached(ServerState.STARTUP));
        }
        var sqlState =
                failed instanceof SQLException sql
                        ? " (SQLSTATE %s)".formatted(sql.getSQLState())
                        : "";
        var message = failed.getMessage() + sqlState;
        if (!message.equals(problem)) {
            problem = message;
            Log.write(
                    Postmaster.PID,
                    new Report(
                            Severity.LOG,
                            "could not connect to the %s".formatted(database.description()),
                            message,
                            "Workers that need it start once it answers; the host tries every second. See the settings \"database_url\", \"database_user\" and \"database_password_file\"."));
        }
        return RETRY;
    }
}
