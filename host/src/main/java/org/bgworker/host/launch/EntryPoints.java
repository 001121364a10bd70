package org.bgworker.host.launch;

import java.util.Set;
import org.bgworker.host.report.CodeFailure;
import org.bgworker.host.report.ReportException;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerMain;

/** Finds the function of a worker ({@code LookupBackgroundWorkerFunction}). */
@FunctionalInterface
public interface EntryPoints {
    /**
     * What a run starts with.
     *
     * @param function a new instance
     * @param loader the context class loader of the worker's threads
     * @param settings the names of the settings it may see
     */
    record EntryPoint(WorkerMain function, ClassLoader loader, Set<String> settings) {}

    /**
     * Called on the worker's own thread, once per start (R71).
     *
     * @throws ReportException if there is no such function
     * @throws CodeFailure what the library's code threw
     */
    EntryPoint find(BackgroundWorker worker) throws ReportException, CodeFailure;
}
