package org.bgworker.spi;

/**
 * A function that background workers run ({@code bgworker_main_type}).
 *
 * <p>A library provides it as a service of its root module: a public class with a public
 * constructor without parameters. It answers to the name in {@link FunctionName}, else to its
 * simple class name. Each start of a worker gets a new instance (R71); static state is shared by
 * all workers of the library.
 */
public interface WorkerMain {
    /**
     * Runs the worker, on a thread of its own.
     *
     * <p>To return is exit 0: the worker is unregistered and not started again (R81). To throw is
     * exit 1: it is started again after its restart time, or unregistered if it has none (R82).
     *
     * @param mainArg the worker's {@link BackgroundWorker#mainArg()}
     * @throws Exception any failure; it is logged, and kept as the worker's last exit
     */
    void main(Datum mainArg) throws Exception;
}
