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
                        ingested_at timestamp with time zone not null)
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

    /** The name under which a content was loaded, if it was. */
    Optional<String> nameOf(String hash) throws SQLException {
        try (var query =
                connection.prepareStatement("select name from ingested_file where sha256 = ?")) {
            query.setString(1, hash);
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        } finally {
            connection.commit(); // not to be idle in a transaction
        }
    }

    /** Begins a file. Another host that loads the same content waits here, and then fails. */
    void begin(String hash, String name) throws SQLException {
        sha256 = hash;
        transitions = 0;
        rejects = 0;
        execute("insert into ingested_file values (?, ?, 0, 0, current_timestamp)", sha256, name);
    }

    /**
     * Adds a line to the file.
     *
     * @return how many it has now
     */
    long add(Line line) throws SQLException {
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

    /** Sends the lines added so far. */
    void flush() throws SQLException {
        insertTransition.executeBatch();
        insertReject.executeBatch();
    }

    /**
     * Ends the file.
     *
     * @return what it had
     */
    String commit() throws SQLException {
        flush();
        execute(
                "update ingested_file set row_count = ?, reject_count = ? where sha256 = ?",
                transitions,
                rejects,
                sha256);
        connection.commit();
        return "%d rows loaded, %d rejected".formatted(transitions, rejects);
    }

    /** Forgets the file. */
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
