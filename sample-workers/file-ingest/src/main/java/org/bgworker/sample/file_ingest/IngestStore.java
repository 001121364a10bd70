package org.bgworker.sample.file_ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.bgworker.sample.file_ingest.Line.Reject;
import org.bgworker.sample.file_ingest.Line.Transition;

/** The tables. */
final class IngestStore {
    private static final List<String> TABLES =
            List.of(
                    """
                    create table if not exists ingested_file (
                        sha256 text primary key,
                        name text not null,
                        row_count bigint not null default 0,
                        reject_count bigint not null default 0,
                        last_line bigint not null default 0,
                        complete boolean not null default false,
                        begun_at timestamptz not null default now())
                    """,
                    """
                    create table if not exists zone_transition (
                        sha256 text not null references ingested_file,
                        line bigint not null,
                        zone text not null,
                        starts_at timestamptz not null,
                        offset_seconds integer not null,
                        abbreviation text not null,
                        note text not null,
                        primary key (sha256, line))
                    """,
                    """
                    create table if not exists zone_transition_reject (
                        sha256 text not null references ingested_file,
                        line bigint not null,
                        reason text not null,
                        fields text not null,
                        primary key (sha256, line))
                    """);

    private final Connection connection;
    private final PreparedStatement insertTransition;
    private final PreparedStatement insertReject;
    private String sha256 = "";
    private long transitions;
    private long rejects;
    private long lastLine;

    /**
     * Creates the tables that are missing. That fails if another host creates the same tables at
     * the same moment; then the worker is restarted, and finds them.
     */
    IngestStore(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (var table : TABLES) {
                statement.execute(table);
            }
        }
        connection.commit();
        insertTransition =
                connection.prepareStatement(
                        "insert into zone_transition values (?, ?, ?, ?, ?, ?, ?)");
        insertReject =
                connection.prepareStatement(
                        "insert into zone_transition_reject values (?, ?, ?, ?)");
    }

    /**
     * How far a content has been loaded.
     *
     * @param name under which it was first seen
     * @param lastLine up to which it is loaded
     * @param complete whether that is all of it
     */
    record Progress(String name, long lastLine, boolean complete) {}

    /** Begins a file, or goes on where its content was left. */
    Progress begin(String hash, String name) throws SQLException {
        sha256 = hash;
        execute(
                "insert into ingested_file (sha256, name) values (?, ?)"
                        + " on conflict (sha256) do nothing",
                sha256,
                name);
        var progress = find();
        connection.commit(); // not to be idle in a transaction
        return progress;
    }

    private Progress find() throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "select name, row_count, reject_count, last_line, complete"
                                + " from ingested_file where sha256 = ?")) {
            query.setString(1, sha256);
            try (var row = query.executeQuery()) {
                row.next();
                transitions = row.getLong(2);
                rejects = row.getLong(3);
                lastLine = row.getLong(4);
                return new Progress(row.getString(1), lastLine, row.getBoolean(5));
            }
        }
    }

    /**
     * Adds a line to the file.
     *
     * @return how many it has now
     */
    long add(Line line) throws SQLException {
        lastLine = line.number();
        switch (line) {
            case Transition it -> {
                transitions++;
                addBatch(
                        insertTransition,
                        sha256,
                        it.number(),
                        it.zone(),
                        it.startsAt(),
                        it.offsetSeconds(),
                        it.abbreviation(),
                        it.note());
            }
            case Reject it -> {
                rejects++;
                addBatch(insertReject, sha256, it.number(), it.reason(), it.fields());
            }
        }
        return transitions + rejects;
    }

    /** Ends a batch: the lines added so far are in the database, and are known to be. */
    void commit() throws SQLException {
        commit(false);
    }

    /**
     * Ends the file, with its last batch.
     *
     * @return what it had
     */
    String complete() throws SQLException {
        commit(true);
        return "%d rows loaded, %d rejected".formatted(transitions, rejects);
    }

    private void commit(boolean complete) throws SQLException {
        insertTransition.executeBatch();
        insertReject.executeBatch();
        execute(
                "update ingested_file"
                        + " set row_count = ?, reject_count = ?, last_line = ?, complete = ?"
                        + " where sha256 = ?",
                transitions,
                rejects,
                lastLine,
                complete,
                sha256);
        connection.commit();
    }

    /** Forgets the batch. */
    void rollback() throws SQLException {
        insertTransition.clearBatch();
        insertReject.clearBatch();
        connection.rollback();
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            set(statement, values);
            statement.executeUpdate();
        }
    }

    private static void addBatch(PreparedStatement statement, Object... values)
            throws SQLException {
        set(statement, values);
        statement.addBatch();
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
