package org.bgworker.sample.worker_spi;

import static java.lang.System.Logger.Level.INFO;

import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.Registration;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerMain;

/**
 * Starts one dynamic worker with the same argument and extra, waits until it runs, and returns.
 *
 * <p>In PostgreSQL this is an SQL function; here it is a worker that somebody else registers.
 */
@FunctionName("worker_spi_launch")
public final class WorkerSpiLaunch implements WorkerMain {
    private static final System.Logger LOG = System.getLogger("worker_spi");

    /** Called by the host. */
    public WorkerSpiLaunch() {}

    @Override
    public void main(Datum mainArg) throws InterruptedException {
        var context = WorkerContext.current();
        int number = mainArg.asInt();
        var worker =
                WorkerSpi.worker("worker_spi dynamic worker %d".formatted(number), number)
                        .type("worker_spi dynamic")
                        .extra(context.entry().extra())
                        .notifyPid(context.pid()) // sets our latch when it starts
                        .build();
        var handle =
                switch (context.registerDynamic(worker)) {
                    case Registration.Accepted(var it) -> it;
                    case Registration.Refused(var reason, var detail, var hint) ->
                            throw failed(String.join(" ", reason, detail, hint).stripTrailing());
                };
        var status = handle.waitForStartup();
        switch (status.status()) {
            case STARTED -> LOG.log(INFO, "started " + worker.name() + " with pid " + status.pid());
            case POSTMASTER_DIED -> throw failed("the host shuts down");
            case STOPPED, NOT_YET_STARTED ->
                    throw failed(
                            switch (status.lastExit().orElse(null)) {
                                case WorkerExit.Threw(var cause) -> cause.summary();
                                case WorkerExit.Crashed(_, var cause) -> cause.summary();
                                case null, default -> "see the log";
                            });
        }
    }

    private static IllegalStateException failed(String reason) {
        return new IllegalStateException("could not start background process: " + reason);
    }
}
