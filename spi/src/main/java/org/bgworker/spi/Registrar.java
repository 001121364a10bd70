package org.bgworker.spi;

/** What a library may do while it is loaded. */
public interface Registrar {
    /**
     * {@code RegisterBackgroundWorker}: registers a static worker.
     *
     * <p>A worker that breaks a rule is refused with a line in the log, and the others go on (R23).
     * Outside of preloading every worker is refused so (R27): use {@link Backend#registerDynamic}.
     *
     * @throws IllegalStateException once {@link WorkerLibrary#init} has returned
     */
    void register(BackgroundWorker worker);

    /** The values of the settings that this library declares. */
    Settings settings();
}
