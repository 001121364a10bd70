package org.bgworker.sample.worker_spi;

import java.sql.SQLException;
import org.bgworker.spi.Datum;
import org.bgworker.spi.Extra;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;

/**
 * Folds the deltas of a table {@code counted} into its total, again and again.
 *
 * <p>The table's schema is the worker's extra, or {@code schemaN} with the worker's argument if it
 * has none.
 */
@FunctionName("worker_spi_main")
public final class WorkerSpiMain implements WorkerMain {
    /** Called by the host. */
    public WorkerSpiMain() {}

    @Override
    public void main(Datum mainArg) throws SQLException, InterruptedException {
        var context = WorkerContext.current();
        var extra = context.entry().extra();
        var schema = extra.equals(Extra.EMPTY) ? "schema" + mainArg.asInt() : extra.text();

        // When the worker ends, the host rolls back what is not committed and closes the session.
        var connection = context.initializeConnection();
        try (var statement = connection.createStatement()) {
            var counted = new Counted(context, statement, schema);
            counted.initialize();
            while (true) {
                counted.fold();
                context.latch().await(context.settings().getDuration("worker_spi.naptime"));
                context.latch().reset();
                context.reloadSettings();
            }
        }
    }
}
