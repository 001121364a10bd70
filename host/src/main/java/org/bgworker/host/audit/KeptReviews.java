package org.bgworker.host.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/**
 * The reviews of what was permitted, to compare with: {@code audits/FINGERPRINT.json} in the data
 * directory.
 *
 * @param folder may be absent
 */
record KeptReviews(Path folder) {
    static KeptReviews in(Path data) {
        return new KeptReviews(data.resolve("audits"));
    }

    private Path file(String fingerprint) {
        return folder.resolve(fingerprint + ".json");
    }

    /** Keeps a review, in the place of one of the same files. */
    void keep(Review review) throws ReportException {
        var file = file(review.fingerprint());
        try {
            var owners = PosixFilePermissions.fromString("rwx------");
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(owners));
                DataDirectory.sync(folder.resolveSibling(""));
            }
            DataDirectory.replace(
                    file, (Json.text(ReviewTree.of(review)) + "\n").getBytes(US_ASCII));
        } catch (IOException failed) {
            throw new ReportException(
                    "could not write review \"%s\"".formatted(file),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "");
        }
    }

    /** The review of these files, as {@link ReviewTree} made it; empty if none is kept. */
    Optional<Map<String, Object>> of(String fingerprint) throws ReportException {
        var file = file(fingerprint);
        try {
            return Optional.of(Json.object(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new ReportException(
                    "could not read review \"%s\"".formatted(file),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "Delete it; permit the version that it is of again to have it made anew.");
        }
    }
}
