package org.bgworker.host.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/** The directory that an administrator drops libraries into. */
final class ModulesDirectory {
    private final Path directory;

    ModulesDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * The jars and folders in it, by name; hidden files and copies in the making ({@code .part},
     * {@code .tmp}) do not count.
     */
    List<Path> entries() throws ReportException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(ModulesDirectory::counts).sorted().toList();
        } catch (IOException failed) {
            throw new ReportException(
                    "could not open modules directory \"%s\"".formatted(directory),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "Create it, or name another with --modules.");
        }
    }

    private static boolean counts(Path path) {
        var name = String.valueOf(path.getFileName());
        return !name.startsWith(".")
                && !name.endsWith(".part")
                && !name.endsWith(".tmp")
                && (name.endsWith(".jar") || Files.isDirectory(path));
    }

    /** The jars of an entry, by name. */
    static List<Path> jars(Path entry) throws ReportException {
        if (!Files.isDirectory(entry)) {
            return List.of(entry);
        }
        try (Stream<Path> files = Files.list(entry)) {
            var jars =
                    files.filter(ModulesDirectory::counts)
                            .filter(file -> !Files.isDirectory(file))
                            .sorted()
                            .toList();
            if (jars.isEmpty()) {
                throw new ReportException(
                        "could not load library \"%s\": the folder holds no jar".formatted(entry),
                        "",
                        "");
            }
            return jars;
        } catch (IOException failed) {
            throw new ReportException(
                    "could not load library \"%s\": could not read the folder".formatted(entry),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "");
        }
    }
}
