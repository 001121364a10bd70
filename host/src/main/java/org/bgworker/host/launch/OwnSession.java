package org.bgworker.host.launch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.bgworker.host.database.Session;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerFlag;

/** The one database session that a run may have. */
final class OwnSession {
    private final BackgroundWorker entry;
    private final Opener sessions;
    private final Interrupts interrupts;
    private volatile Optional<Session> session = Optional.empty();
    private Optional<Transactions> transactions = Optional.empty();
    private volatile String name = "";
    private boolean initialized;

    /** Opens sessions for workers, on threads of the host. */
    @FunctionalInterface
    interface Opener {
        CompletableFuture<Session> open(String applicationName, String database, String user);
    }

    OwnSession(BackgroundWorker entry, Opener sessions, Interrupts interrupts) {
        this.entry = entry;
        this.sessions = sessions;
        this.interrupts = interrupts;
    }

    Optional<Session> opened() {
        return session;
    }

    /** The database and the user that were asked for; empty without a session. */
    String name() {
        return session.isPresent() ? name : "";
    }

    Transactions transactions() {
        return transactions.orElseThrow(() ->
                new IllegalStateException(
                        "background worker \"%s\" has no database connection yet"
                                .formatted(entry.name())));
    }

    synchronized Connection initialize(String database, String user) throws SQLException {
        interrupts.check();
        if (!entry.has(WorkerFlag.BACKEND_DATABASE_CONNECTION)) {
            throw new IllegalStateException(
                    "database connection requirement not indicated during registration");
        }
        if (initialized) {
            throw new IllegalStateException(
                    "background worker \"%s\" has its database connection already"
                            .formatted(entry.name()));
        }
        initialized = true;
        name = (database.isEmpty() ? "default" : database) + (user.isEmpty() ? "" : " as " + user);
        var opening = sessions.open(entry.name(), database, user);
        try {
            interrupts.awaitDone(opening);
            var opened = opening.get();
            session = Optional.of(opened);
            transactions = Optional.of(new Transactions(opened.connection(), interrupts));
            return opened.connection();
        } catch (ExecutionException refused) {
            initialized = false;
            throw refused.getCause() instanceof SQLException cause
                    ? cause
                    : new SQLException(refused.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while connecting", "57014", interrupted);
        } finally {
            if (session.isEmpty()) {
                var _ = opening.thenAccept(OwnSession::closeUnwanted);
            }
        }
    }

    /** Of a session that opened after the worker had been told to end. */
    private static void closeUnwanted(Session late) {
        try {
            late.close();
        } catch (SQLException failed) {
            Log.write(
                    Report.of(
                            Severity.DEBUG1, "could not close a session: " + failed.getMessage()));
        }
    }
}
