import org.jspecify.annotations.NullMarked;

/**
 * What an author of a worker library compiles against, and all that a worker sees of the host.
 *
 * <p>A library provides {@link org.bgworker.spi.WorkerMain}, the functions that its workers run,
 * and at most one {@link org.bgworker.spi.WorkerLibrary}, which registers workers when the library
 * is preloaded.
 */
@NullMarked
@SuppressWarnings("module") // the host is compiled after this module
module org.bgworker.spi {
    requires transitive java.sql; // WorkerContext.initializeConnection gives a Connection
    requires static org.jspecify;

    exports org.bgworker.spi;
    exports org.bgworker.spi.binding to
            org.bgworker.host;

    uses org.bgworker.spi.WorkerLibrary;
    uses org.bgworker.spi.WorkerMain;
}
