package org.bgworker.host.library;

import java.nio.file.Path;

/**
 * What becomes of a library, in one word and a reason.
 *
 * @param name of the library, empty while it is not known
 * @param version of its root module, empty if it has none or is not known
 * @param entry the jar or folder
 * @param word what it is
 * @param reason why, empty where there is nothing to add
 */
public record LibraryState(String name, String version, Path entry, Word word, String reason) {
    /** The states of a library. */
    public enum Word {
        /** It was changed a moment ago, or is not complete. */
        SETTLING("settling"),
        /** Something is wrong with it. */
        REFUSED("refused"),
        /** It is not on the list of audited modules. */
        NOT_AUDITED("not audited"),
        /** It is loaded when a worker asks for it. */
        AVAILABLE("available"),
        /** Its workers run, or may run. */
        LOADED("loaded"),
        /** It is replaced or removed, and some of its workers have not ended. */
        DRAINING("draining"),
        /** None of its workers runs, and its classes have not been collected yet. */
        UNLOADING("unloading"),
        /** Something keeps its classes. */
        LEAKED("leaked");

        private final String text;

        Word(String text) {
            this.text = text;
        }

        /** As it is shown. */
        @Override
        public String toString() {
            return text;
        }
    }
}
