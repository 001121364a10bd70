package org.bgworker.host.unload;

/**
 * Something that holds a library. It may hold objects of the library: not to be kept.
 *
 * @param of whose it is
 * @param holding how it holds the library, such as {@code JDBC driver p.D is registered}
 * @param undone what undoing it does, such as {@code deregistered JDBC driver p.D}
 * @param undo undoes it; may run code of the library
 */
record Found(Unloadable of, String holding, String undone, Undo undo) {
    /** Undoes something. */
    @FunctionalInterface
    interface Undo {
        void run() throws Exception;
    }
}
