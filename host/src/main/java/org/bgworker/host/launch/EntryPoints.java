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
     * What a run starts from.
     *
     * @param worker whose function it is
     * @param pid of the run
     * @param version the number of the library's version; 0 if none is known, then the library is
     *     loaded if it is not yet
     */
    record Wanted(BackgroundWorker worker, int pid, long version) {}

    /**
     * Called on the worker's own thread, once per start (R71).
     *
     * @throws ReportException if there is no such function
     * @throws CodeFailure what the library's code threw
     */
    EntryPoint find(Wanted wanted) throws ReportException, CodeFailure;
}
