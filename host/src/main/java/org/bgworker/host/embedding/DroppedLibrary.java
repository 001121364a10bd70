package org.bgworker.host.embedding;

import java.nio.file.Path;

/**
 * What has become of a library in the modules directory, or of one that is still in memory.
 *
 * @param name of its root module, empty while it is not known
 * @param version of its root module, empty if it has none or is not known
 * @param entry the jar or folder
 * @param state in one word
 * @param reason for it, empty where there is nothing to add
 */
public record DroppedLibrary(String name, String version, Path entry, State state, String reason) {
    /** The states of a library. */
    public enum State {
        /** It was changed a moment ago, or is not complete. */
        SETTLING,
        /** Something is wrong with it. */
        REFUSED,
        /** It is not on the list of audited modules. */
        NOT_AUDITED,
        /** It is loaded when a worker asks for it. */
        AVAILABLE,
        /** Its workers run, or may run. */
        LOADED,
        /** It is replaced or removed, and some of its workers have not ended. */
        DRAINING,
        /** None of its workers runs, and its classes have not been collected yet. */
        UNLOADING,
        /** Something keeps its classes. */
        LEAKED
    }
}
