package org.bgworker.host.server;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bgworker.host.launch.EntryPoints;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.report.CodeFailure;
import org.bgworker.host.report.ReportException;
import org.bgworker.spi.WorkerMain;

/**
 * Finds functions: those of library {@code postgres} in the host's own table (R74), others in their
 * libraries.
 */
final class Functions implements EntryPoints {
    /** The library that is the host itself. */
    static final String OWN = "postgres";

    private final Libraries libraries;
    private final Map<String, Supplier<WorkerMain>> own;

    Functions(Libraries libraries, Map<String, Supplier<WorkerMain>> own) {
        this.libraries = libraries;
        this.own = own;
    }

    @Override
    public EntryPoint find(Wanted wanted) throws ReportException, CodeFailure {
        var worker = wanted.worker();
        if (worker.libraryName().equals(OWN)) {
            var function = own.get(worker.functionName());
            if (function == null) {
                throw new ReportException(
                        "internal function \"%s\" not found".formatted(worker.functionName()),
                        "",
                        "");
            }
            return new EntryPoint(function.get(), Functions.class.getClassLoader(), Set.of());
        }
        var library =
                wanted.version() == 0
                        ? libraries.find(worker.libraryName(), wanted.pid())
                        : libraries.version(worker.libraryName(), wanted.version());
        // the constructor is the library's code: it runs with the library's context class loader
        Thread.currentThread().setContextClassLoader(library.loader());
        return new EntryPoint(
                library.function(worker.functionName()), library.loader(), library.settings());
    }
}
