package org.bgworker.host.audit;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.library.Gate;

/**
 * What a library lacks to be permitted.
 *
 * @param library that is not
 * @param own the list of the data directory
 * @param distributions the list of the distribution
 */
record Missing(Gate.Identity library, AuditList own, AuditList distributions) {
    /** Sentences. */
    String detail() {
        if (!own.isUsable()) {
            return "The list of audited modules \"%s\" cannot be used, so nothing is permitted."
                    .formatted(own.path());
        }
        var hashes = Audit.hashes(library);
        return own.about(hashes)
                .or(() -> distributions.about(hashes))
                .map(Missing::revoked)
                .orElseGet(() -> unknown(last()));
    }

    private static String revoked(AuditLine line) {
        return "It was revoked at %s by %s%s."
                .formatted(
                        line.when(), line.who(), line.note().isEmpty() ? "" : ": " + line.note());
    }

    /** The newest line that permits something of this name. */
    private Optional<AuditLine> last() {
        return Stream.concat(distributions.lines().stream(), own.lines().stream())
                .filter(line -> line.module().equals(library.name()))
                .filter(line -> line.deed() == AuditLine.Deed.PERMIT)
                .reduce((_, newer) -> newer);
    }

    private String unknown(Optional<AuditLine> last) {
        Set<String> known = last.map(line -> new HashSet<>(line.hashes())).orElseGet(HashSet::new);
        var other =
                library.files().stream()
                        .filter(file -> !known.contains(file.sha256()))
                        .map(Missing::text)
                        .collect(Collectors.joining(", "));
        if (last.isEmpty()) {
            return "No line of the list permits %s.".formatted(other);
        }
        var permitted =
                "%s, permitted at %s"
                        .formatted(version(last.orElseThrow()), last.orElseThrow().when());
        return other.isEmpty()
                ? "It lacks files of %s.".formatted(permitted)
                : "It differs from %s, in %s.".formatted(permitted, other);
    }

    private static String version(AuditLine line) {
        return line.version().isEmpty() ? "the version" : "version " + line.version();
    }

    private static String text(Gate.HashedFile file) {
        return "\"%s\" (SHA-256 %s)".formatted(file.path().getFileName(), file.sha256());
    }

    /** The command that helps. */
    String hint(Audit.Directories directories) {
        if (!own.isUsable()) {
            return "Restore the list; what is wrong with it is told where it is read first.";
        }
        var command = new StringBuilder("bgworker audit ").append(Words.quoted(library.name()));
        option(command, "--modules", "modules-out", directories.modules());
        option(command, "--data", "data", directories.data());
        return "Review it: %1$s; then permit it: %1$s --permit".formatted(command);
    }

    private static void option(StringBuilder command, String name, String usual, Path value) {
        if (!value.equals(Path.of(usual))) {
            command.append(' ').append(name).append(' ').append(Words.quoted(value));
        }
    }
}
