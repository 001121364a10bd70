package org.bgworker.host.server;

import java.util.List;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.LoadedLibrary;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.spi.Settings;
import org.bgworker.spi.WorkerFlag;

/** Loads the libraries that are to be there from the start. */
final class Preload {
    private Preload() {}

    /**
     * Tells what is wrong, and goes on.
     *
     * @throws ReportException if a library that the setting names is missing or bad (R34)
     */
    static List<LoadedLibrary> run(Libraries libraries, Settings values, long now)
            throws ReportException {
        var preloaded = libraries.preload(now);
        preloaded.refused().forEach(Log::write);
        var names = HostSettings.preloaded(values);
        if (!preloaded.refused().isEmpty() && !names.equals(List.of("*"))) {
            throw new ReportException(
                    new Report(
                            Severity.FATAL,
                            "could not preload all libraries",
                            "The setting \"shared_preload_libraries\" names %s."
                                    .formatted(String.join(", ", names)),
                            "Correct the setting, or what the messages above say of the libraries."));
        }
        return preloaded.libraries();
    }

    /** Whether one of its workers will have a session. */
    static boolean needsDatabase(LoadedLibrary library) {
        return library.workers().stream()
                .anyMatch(worker -> worker.has(WorkerFlag.BACKEND_DATABASE_CONNECTION));
    }
}
