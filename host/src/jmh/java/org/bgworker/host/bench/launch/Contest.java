package org.bgworker.host.bench.launch;

/** Something that both a bare thread and a worker can do. */
interface Contest {
    /** What the floor takes. */
    double floor() throws Exception;

    /** What the host takes for the same. */
    double bgworker() throws Exception;

    /** Whether other processes belong to it, so that a round with busy neighbours counts as well. */
    default boolean hasHelpers() {
        return false;
    }
}
