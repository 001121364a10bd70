package org.bgworker.sample.scheduler;

import java.sql.SQLException;
import java.time.InstantSource;
import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerMain;

/** The scheduler: sleeps until something is due, has ended, or has changed. */
@FunctionName("scheduler_main")
public final class SchedulerMain implements WorkerMain {
    /** Called by the host. */
    public SchedulerMain() {}

    @Override
    public void main(Datum mainArg) throws SQLException, InterruptedException {
        var context = WorkerContext.current();
        var connection = context.initializeConnection();
        JobSchema.createMissing(connection);
        var tables = new JobTables(connection);
        var dispatcher = new Dispatcher(context, tables, InstantSource.system());
        dispatcher.adopt();
        while (true) {
            context.latch().await(dispatcher.turn()); // a job that starts or ends sets it, too
            context.latch().reset();
            if (context.reloadSettings()) {
                dispatcher.reload();
            }
        }
    }
}
