package org.bgworker.spi;

/**
 * What a library does when it is loaded ({@code _PG_init}).
 *
 * <p>Optional: the root module provides at most one, a public class with a public constructor
 * without parameters.
 */
public interface WorkerLibrary {
    /**
     * Called once, when the library is loaded, on a thread that ends with the call.
     *
     * <p>It must be done within {@code library_init_timeout}. If it throws or takes longer the
     * library is refused and none of its workers is registered.
     *
     * @param registrar registers static workers and reads settings; of no use after the call
     * @throws Exception any failure
     */
    void init(Registrar registrar) throws Exception;
}
