package org.bgworker.host.postmaster;

import java.util.List;
import org.bgworker.spi.BackgroundWorker;

/**
 * A library that is loaded, checked and initialised.
 *
 * @param version which
 * @param workers that its init has registered, in that order
 */
public record LoadedLibrary(LibraryVersion version, List<BackgroundWorker> workers) {
    /** Copies the workers. */
    public LoadedLibrary {
        workers = List.copyOf(workers);
    }

    String name() {
        return version.library();
    }
}
