package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.report.Report;

/** Decides whether a library may run, before any of its code does. */
@FunctionalInterface
public interface Gate {
    /**
     * A library's files, read once: what is defined later are these bytes.
     *
     * @param entry the jar or folder
     * @param name of its root module
     * @param version of its root module, empty if it has none
     * @param files of it, each with its SHA-256
     */
    record Identity(Path entry, String name, String version, List<HashedFile> files) {
        /** Copies the files. */
        public Identity {
            files = List.copyOf(files);
        }
    }

    /**
     * A file that was read.
     *
     * @param path where it lay
     * @param sha256 of its bytes, 64 hexadecimal digits
     */
    record HashedFile(Path path, String sha256) {}

    /** Why a library may not run; empty if it may. */
    Optional<Report> refusal(Identity library);
}
