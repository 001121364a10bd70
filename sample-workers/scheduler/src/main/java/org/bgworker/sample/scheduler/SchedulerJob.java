package org.bgworker.sample.scheduler;

import java.sql.SQLException;
import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;

/** Runs one job once: its argument is the id of the run. */
@FunctionName("scheduler_job")
public final class SchedulerJob implements WorkerMain {
    /** Called by the host. */
    public SchedulerJob() {}

    @Override
    public void main(Datum run) throws SQLException {
        var context = WorkerContext.current();
        new JobRun(context, context.initializeConnection(), run.asLong()).run();
    }
}
