package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/**
 * The private server's data directory, and its lock file beside it.
 *
 * @param path of the data directory
 */
record ServerDirectory(Path path) {
    private static final int LONGEST_VERSION = 20;

    /** In the host's data directory. */
    static ServerDirectory in(Path data) {
        return new ServerDirectory(data.toAbsolutePath().normalize().resolve("postgresql"));
    }

    /** Held by every process of a server, and of {@code initdb}. */
    Path lockFile() {
        return path.resolveSibling("postgresql.lock");
    }

    /** Where a new one is made, until it is whole. */
    Path unfinished() {
        return path.resolveSibling("postgresql.new");
    }

    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The major version that made it; empty if it is still to be made. */
    Optional<Integer> major() throws ReportException {
        if (!exists()) {
            return Optional.empty();
        }
        var file = path.resolve("PG_VERSION");
        try {
            var attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() || attributes.size() > LONGEST_VERSION) {
                throw unusable("It is not such a file", file); // and could keep its reader
            }
            return Optional.of(Integer.valueOf(Files.readString(file).strip()));
        } catch (IOException unreadable) {
            throw unusable(FileFailure.reason(unreadable), file);
        } catch (NumberFormatException other) {
            throw unusable("It does not hold a version number", file);
        }
    }

    private ReportException unusable(String reason, Path file) {
        return new ReportException(
                "\"%s\" is not the data directory of a private server".formatted(path),
                "\"%s\": %s.".formatted(file, reason),
                "Move it away, and the host makes a new one; or restore it from a backup.");
    }

    /** An empty directory to make a new one in, for a user if not for this process's. */
    Path prepare(Optional<ServerUser> user) throws IOException {
        var directory = unfinished();
        delete(directory);
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (user.isPresent()) {
            user.orElseThrow().own(directory);
        }
        return directory;
    }

    /** Gives the new one its name, for good: the name survives a power cut. */
    void publish() throws IOException {
        Files.move(unfinished(), path, StandardCopyOption.ATOMIC_MOVE);
        try (var parent = FileChannel.open(path.resolveSibling(""), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            try (var files = Files.walk(tree)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
