package org.bgworker.host.audit;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
