package org.bgworker.host.bench.libraries;

import java.nio.file.Path;

/** What loads libraries: one host, as one of the rows of the table measures it. */
interface LibraryHost {
    /** Finds, loads and starts all libraries of a directory; at its first call, the host too. */
    void load(Path directory) throws Exception;

    /** Stops and unloads all of them. The host itself goes on. */
    void unload() throws Exception;
}
