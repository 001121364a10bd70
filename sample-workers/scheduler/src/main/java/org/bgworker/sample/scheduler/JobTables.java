package org.bgworker.sample.scheduler;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

    /** The active jobs. */
    List<Job> jobs() throws SQLException {
        var jobs = new ArrayList<Job>();
        try (var query = connection.createStatement();
                var rows =
                        query.executeQuery(
                                "select name, schedule, command from scheduler.job where active")) {
            while (rows.next()) {
                jobs.add(new Job(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return jobs;
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
                        on conflict (job, due_at) do nothing
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
