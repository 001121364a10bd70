package org.bgworker.host.library;

import java.util.Optional;
import org.bgworker.host.report.ReportException;

/** Gives the layer of the JDBC drivers to a library that may require one of their modules. */
@FunctionalInterface
public interface DriverLayer {
    /**
     * The layer, if there is one. Drivers may still be loading; then this waits for them.
     *
     * @throws ReportException if they cannot be loaded
     */
    Optional<ModuleLayer> get() throws ReportException;
}
