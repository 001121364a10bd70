package org.bgworker.host.audit;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/** The data directory, which the first permission may have to make. */
public final class DataDirectory {
    /** As PostgreSQL has it: {@code PG_MODE_MASK_GROUP}. */
    private static final Set<PosixFilePermission> NOT_FOR_OTHERS =
            Set.of(GROUP_WRITE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);

    private DataDirectory() {}

    /** Makes it if it is missing, for its owner alone. */
    public static void make(Path data) throws ReportException {
        try {
            if (!Files.isDirectory(data)) {
                var owners = PosixFilePermissions.fromString("rwx------");
                Files.createDirectory(data, PosixFilePermissions.asFileAttribute(owners));
                sync(data.resolveSibling(""));
            }
        } catch (IOException failed) {
            throw new ReportException(
                    "could not create data directory \"%s\"".formatted(data),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "Name another with --data; the directory that it lies in must exist.");
        }
    }

    /**
     * Makes it if it is missing, and refuses one that is open to others: whoever may write there
     * may run code in the host.
     */
    public static void makeSafe(Path data) throws ReportException {
        make(data);
        try {
            var permissions = Access.permissions(data);
            if (!Collections.disjoint(permissions, NOT_FOR_OTHERS)) {
                throw new ReportException(
                        "data directory \"%s\" has invalid permissions".formatted(data),
                        "They are %s and should be rwx------ (0700) or rwxr-x--- (0750)."
                                .formatted(PosixFilePermissions.toString(permissions)),
                        "Keep it for yourself: chmod 700 %s".formatted(Words.quoted(data)));
            }
        } catch (IOException failed) {
            throw new ReportException(
                    "could not read permissions of data directory \"%s\"".formatted(data),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "");
        }
    }

    /** Has a directory's names survive a power cut, where it may be read. */
    static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException unreadable) {
            // a directory that cannot be read cannot be synced; PostgreSQL ignores this too
        }
    }

    /**
     * Writes a file as a whole, in the place of an earlier one. After a power cut there is one of
     * the two; when this has returned, the new one.
     */
    public static void replace(Path file, byte[] content) throws IOException {
        var folder = file.toAbsolutePath().resolveSibling("");
        var unfinished = Files.createTempFile(folder, "unfinished", ".tmp");
        try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, ATOMIC_MOVE, REPLACE_EXISTING);
        sync(folder);
    }
}
