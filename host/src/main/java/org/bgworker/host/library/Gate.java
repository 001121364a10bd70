package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.List;
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

    /** What became of the question; {@link #word} is it in short. */
    sealed interface Decision {
        /** {@code permitted}, {@code not audited} or {@code refused}. */
        default String word() {
            return switch (this) {
                case Permitted _ -> "permitted";
                case NotAudited _ -> "not audited";
                case Refused _ -> "refused";
            };
        }

        /** What to tell of it: warnings of a library that may run, or why it may not. */
        List<Report> reports();
    }

    /**
     * The library may run.
     *
     * @param reports what is doubtful all the same, as warnings
     */
    record Permitted(List<Report> reports) implements Decision {}

    /**
     * Nobody has permitted these files.
     *
     * @param report which, and what may help
     */
    record NotAudited(Report report) implements Decision {
        @Override
        public List<Report> reports() {
            return List.of(report);
        }
    }

    /**
     * The library may not run, whoever permits it: others could change it.
     *
     * @param report how, and what may help
     */
    record Refused(Report report) implements Decision {
        @Override
        public List<Report> reports() {
            return List.of(report);
        }
    }

    /** Whether a library may run. */
    Decision decide(Identity library);
}
