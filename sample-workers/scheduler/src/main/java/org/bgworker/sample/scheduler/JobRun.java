package org.bgworker.sample.scheduler;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.bgworker.spi.WorkerContext;

/**
 * A run of a job, as its worker sees it.
 *
 * <p>The command and the row that says {@code succeeded} are one transaction. Nobody writes to the
 * row of a run that has been closed: who finds it closed rolls its work back.
 */
final class JobRun {
    private static final System.Logger LOG = System.getLogger("scheduler");

    private final WorkerContext context;
    private final Connection connection;
    private final long run;
    private final long began = System.nanoTime();

    JobRun(WorkerContext context, Connection connection, long run) {
        this.context = context;
        this.connection = connection;
        this.run = run;
    }

    void run() throws SQLException {
        connection.setAutoCommit(false);
        var command = begin();
        if (command.isEmpty()) {
            closedByAnother();
            return;
        }
        LOG.log(DEBUG, "begins run " + run);
        try {
            succeed(CommandResult.of(connection, command.orElseThrow()));
        } catch (SQLException e) {
            rollback(e);
            context.checkForInterrupts(); // cancelled to end this worker: the scheduler notes that
            fail(e);
        }
    }

    /** Where not even this is possible the session is lost, and why it is lost is what counts. */
    private void rollback(SQLException reason) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            reason.addSuppressed(lost);
            throw reason;
        }
    }

    /** Writes down that it runs, and gives its command; nothing if it is closed. */
    private Optional<String> begin() throws SQLException {
        try (var update =
                connection.prepareStatement(
                        """
                        update scheduler.job_run set status = 'running', pid = ?, started_at = ?
                        where id = ? and status = 'starting'
                        returning command
                        """)) {
            update.setInt(1, context.pid());
            update.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
            update.setLong(3, run);
            try (var row = update.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            } finally {
                connection.commit();
            }
        }
    }

    private void succeed(String result) throws SQLException {
        resetRole();
        if (close("status = 'succeeded', result = ?", result)) {
            connection.commit();
            LOG.log(DEBUG, "succeeded after %d ms: %s".formatted(millis(), result));
        } else {
            connection.rollback();
            closedByAnother();
        }
    }

    /** Leaves the role that the command may have set, which need not be allowed to write here. */
    private void resetRole() throws SQLException {
        try (var statement = connection.createStatement()) {
            // Before PostgreSQL 18, deferred triggers run as the role at the commit.
            statement.execute("set constraints all immediate");
            statement.execute("reset session authorization");
            statement.execute("reset role");
        }
    }

    private void fail(SQLException e) throws SQLException {
        resetRole(); // what was set before a commit inside the command is not rolled back
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var error = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\n\\s*", " ");
        close("status = 'failed', sqlstate = nullif(?, ''), error = ?", state, error);
        connection.commit();
        LOG.log(WARNING, "failed after %d ms: %s (SQLSTATE %s)".formatted(millis(), error, state));
    }

    private boolean close(String set, String... values) throws SQLException {
        try (var update =
                connection.prepareStatement(
                        "update scheduler.job_run set duration_ms = ?, %s".formatted(set)
                                + " where id = ? and status = 'running'")) {
            int next = 1;
            update.setLong(next++, millis());
            for (var value : values) {
                update.setString(next++, value);
            }
            update.setLong(next, run);
            return update.executeUpdate() > 0;
        }
    }

    private long millis() {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static void closedByAnother() {
        LOG.log(WARNING, "another scheduler took this run for lost; its work is not done");
    }
}
