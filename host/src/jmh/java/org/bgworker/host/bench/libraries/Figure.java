package org.bgworker.host.bench.libraries;

/** What a trial measures. */
enum Figure {
    /** Milliseconds to find, load and start all libraries, the first time in the process. */
    COLD,
    /** The same with all of them again; the median of some rounds; a slow host has none. */
    WARM,
    /** Milliseconds to stop and unload all; the median of all rounds. */
    UNLOAD,
    /** Bytes of heap after a collection, while all are loaded for the first time. */
    HEAP,
    /** Bytes of metaspace then. */
    METASPACE,
    /** Files open while all are loaded for the first time. */
    OPEN_LOADED,
    /** Files open right after they are unloaded. */
    OPEN_UNLOADED,
    /** Files open after a collection. */
    OPEN_COLLECTED,
    /** Class loaders of all rounds that were not collected at the end. */
    LOADERS_LEFT,
    /** What other processes took of the processors meanwhile. */
    OTHERS
}
