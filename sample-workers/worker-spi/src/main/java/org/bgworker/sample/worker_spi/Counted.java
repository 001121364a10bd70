package org.bgworker.sample.worker_spi;

import static java.lang.System.Logger.Level.INFO;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import org.bgworker.spi.WorkerContext;

/** The table of one worker: a total and the deltas that are still to be added to it. */
final class Counted {
    private static final System.Logger LOG = System.getLogger("worker_spi");
    private static final int ATTEMPTS = 5;

    private final WorkerContext context;
    private final Statement statement;
    private final String schema;
    private final String table;
    private final String name;

    Counted(WorkerContext context, Statement statement, String schemaName) throws SQLException {
        this.context = context;
        this.statement = statement;
        schema = statement.enquoteIdentifier(schemaName, true);
        table = schema + ".counted";
        name = schemaName + ".counted";
    }

    /** Creates the table if it is missing, with a first delta of 1. */
    void initialize() throws SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                context.runInTransaction(_ -> {
                    if (!exists()) {
                        create();
                    }
                });
                LOG.log(INFO, "initialized with " + name);
                return;
            } catch (SQLException e) {
                // Another session may have created the same at the same moment.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.log(INFO, "trying again to create " + name + ": " + e.getMessage());
            }
        }
    }

    private boolean exists() throws SQLException {
        var sql = "select to_regclass(%s) is not null".formatted(statement.enquoteLiteral(table));
        try (var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private void create() throws SQLException {
        statement.execute("create schema if not exists " + schema);
        statement.execute(
                """
                create table %s (
                    type text not null check (type in ('total', 'delta')),
                    value integer not null)
                """
                        .formatted(table));
        statement.execute(
                "create unique index counted_unique_total on %s (type) where type = 'total'"
                        .formatted(table));
        statement.execute("insert into %s (type, value) values ('delta', 1)".formatted(table));
    }

    /** Moves the deltas into the total, which is made if it is missing. */
    void fold() throws SQLException, InterruptedException {
        var total = context.callInTransaction(_ -> addAll());
        if (total.isPresent()) {
            LOG.log(INFO, name + " count is now " + total.getAsInt());
        }
    }

    /** The total, if there were deltas. */
    private OptionalInt addAll() throws SQLException {
        var sql =
                """
                with deleted as (delete from %1$s where type = 'delta' returning value)
                insert into %1$s as counted (type, value)
                select 'total', sum(value) from deleted having count(*) > 0
                on conflict (type) where type = 'total'
                do update set value = counted.value + excluded.value
                returning value
                """
                        .formatted(table);
        try (var rows = statement.executeQuery(sql)) {
            return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
        }
    }
}
