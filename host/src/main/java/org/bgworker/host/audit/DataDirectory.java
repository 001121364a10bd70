package org.bgworker.host.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/** The data directory, which the first permission may have to make. */
final class DataDirectory {
    private DataDirectory() {}

    /** Makes it if it is missing, for its owner alone, as a host does. */
    static void make(Path data) throws ReportException {
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
}
