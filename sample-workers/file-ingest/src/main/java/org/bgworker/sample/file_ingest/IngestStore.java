package org.bgworker.sample.file_ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.bgworker.sample.file_ingest.Line.Reject;
import org.bgworker.sample.file_ingest.Line.Transition;

/** The tables, in SQL that PostgreSQL and H2 both take. */
final class IngestStore {
    private static final List<String> TABLES =
            List.of(
                    """
                    create table if not exists ingested_file (
                        sha256 varchar(64) primary key,
                        name varchar not null,
                        row_count bigint not null,
                        reject_count bigint not null,
                        last_line bigint not null,
                        complete boolean not null,
                        begun_at timestamp with time zone not null)
                    """,
                    """
                    create table if not exists zone_transition (
                        sha256 varchar(64) not null references ingested_file (sha256),
                        line bigint not null,
                        zone varchar not null,
                        starts_at timestamp with time zone not null,
                        offset_seconds integer not null,
                        abbreviation varchar not null,
                        note varchar not null,
                        primary key (sha256, line))
                    """,
                    """
                    create table if not exists zone_transition_reject (
                        sha256 varchar(64) not null references ingested_file (sha256),
                        line bigint not null,
                        reason varchar not null,
                        fields varchar not null,
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
        var known = find();
        if (known.isEmpty()) {
            execute(
                    "insert into ingested_file values (?, ?, 0, 0, 0, false, current_timestamp)",
                    sha256,
                    name);
            transitions = 0;
            rejects = 0;
            lastLine = 0;
        }
        connection.commit(); // not to be idle in a transaction
        return known.orElse(new Progress(name, 0, false));
    }

    private Optional<Progress> find() throws SQLException {
        try (var query =
                connection.prepareStatement(
                        "select name, row_count, reject_count, last_line, complete"
                                + " from ingested_file where sha256 = ?")) {
            query.setString(1, sha256);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                transitions = row.getLong(2);
                rejects = row.getLong(3);
                lastLine = row.getLong(4);
                return Optional.of(new Progress(row.getString(1), lastLine, row.getBoolean(5)));
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
        insertTransition.executeBatch();
        insertReject.executeBatch();
        execute(
                "update ingested_file set row_count = ?, reject_count = ?, last_line = ?"
                        + " where sha256 = ?",
                transitions,
                rejects,
                lastLine,
                sha256);
        connection.commit();
    }

    /**
     * Ends the file.
     *
     * @return what it had
     */
    String complete() throws SQLException {
        commit();
        execute("update ingested_file set complete = true where sha256 = ?", sha256);
        connection.commit();
        return "%d rows loaded, %d rejected".formatted(transitions, rejects);
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
