package org.bgworker.sample.scheduler;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bgworker.sample.scheduler.Timetable.Bad;
import org.bgworker.sample.scheduler.Timetable.Due;

/** The rows of the tables. Each statement is a transaction. */
final class JobTables {
    private final Connection connection;

    /** Of a session that commits each statement. */
    JobTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * A run without an outcome.
     *
     * @param run its id
     * @param job whose
     */
    record OpenRun(long run, String job) {}

    /** The jobs, active or not. */
    List<Job> jobs() throws SQLException {
        var jobs = new ArrayList<Job>();
        try (var query = connection.createStatement();
                var rows =
                        query.executeQuery(
                                "select name, schedule, command, active from scheduler.job")) {
            while (rows.next()) {
                jobs.add(
                        new Job(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getBoolean(4)));
            }
        }
        return jobs;
    }

    /** The latest due time, apart from those before the clock was set back. */
    Optional<Instant> reached() throws SQLException {
        try (var query = connection.createStatement();
                var row =
                        query.executeQuery(
                                "select max(due_at) from scheduler.job_run"
                                        + " where not clock_set_back")) {
            row.next();
            return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant);
        }
    }

    /** The id of the last run, or 0. */
    long lastRun() throws SQLException {
        try (var query = connection.createStatement();
                var row =
                        query.executeQuery("select coalesce(max(id), 0) from scheduler.job_run")) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Marks the runs whose due times come again because the clock was set back: those up to the
     * last run before, and due after what the clock shows now. The runs of some jobs are left out.
     */
    void noteSetBack(long lastRun, Instant now, List<String> except) throws SQLException {
        execute(
                """
                update scheduler.job_run set clock_set_back = true where id in (
                    select id from scheduler.job_run
                    where id <= ? and due_at > ? and not clock_set_back and job <> all (?)
                    for update skip locked)
                """,
                lastRun,
                now,
                except.toArray(String[]::new));
    }

    /** The runs without an outcome. */
    List<OpenRun> openRuns() throws SQLException {
        var open = new ArrayList<OpenRun>();
        try (var query = connection.createStatement();
                var rows =
                        query.executeQuery(
                                "select id, job from scheduler.job_run"
                                        + " where status in ('starting', 'running')")) {
            while (rows.next()) {
                open.add(new OpenRun(rows.getLong(1), rows.getString(2)));
            }
        }
        return open;
    }

    /** Writes down that a run is going to be started; nothing if its due time has had one. */
    OptionalLong begin(Due due) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into scheduler.job_run (job, command, due_at, status)
                        values (?, ?, ?, 'starting')
                        on conflict (job, due_at) where not clock_set_back do nothing
                        returning id
                        """)) {
            set(insert, due.job().name(), due.job().command(), due.at());
            try (var row = insert.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    void noteNotStarted(long run, String reason) throws SQLException {
        execute(
                "update scheduler.job_run set status = 'not_started', error = ? where id = ?",
                reason,
                run);
    }

    /** Writes down how a run ended, unless its worker has. */
    boolean noteAborted(long run, Ending ending) throws SQLException {
        return execute(
                        "update scheduler.job_run"
                                + " set status = 'aborted', sqlstate = nullif(?, ''), error = ?"
                                + " where id = ? and status in ('starting', 'running')",
                        ending.sqlState(),
                        ending.error(),
                        run)
                > 0;
    }

    void noteSkipped(long run, int times) throws SQLException {
        execute("update scheduler.job_run set skipped = ? where id = ?", times, run);
    }

    void noteBadSchedule(Bad bad, Instant now) throws SQLException {
        execute(
                "insert into scheduler.job_run (job, command, due_at, status, error)"
                        + " values (?, ?, ?, 'bad_schedule', ?) on conflict do nothing",
                bad.job().name(),
                bad.job().command(),
                now,
                bad.reason());
    }

    private int execute(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            var value = values[i] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : values[i];
            statement.setObject(i + 1, value);
        }
    }
}
