package org.bgworker.host.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/** The file of a list of audited modules: read as a whole, written at its end. */
final class AuditFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;

    AuditFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * All lines; none if the file is absent.
     *
     * @throws ReportException if it cannot be read, others may write it, or a line is bad
     */
    List<AuditLine> read() throws ReportException {
        try {
            checkSafe();
            return AuditText.parse(path, content());
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException failed) {
            throw new ReportException(
                    "could not read list of audited modules \"%s\"".formatted(path),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "It permits nothing new until it can be read.");
        }
    }

    private byte[] content() throws IOException {
        synchronized (AuditFile.class) { // to close the file ends a lock that this process has
            try (var in = Files.newInputStream(path, NOFOLLOW_LINKS)) {
                return in.readAllBytes();
            }
        }
    }

    /** What others may change says nothing. */
    private void checkSafe() throws IOException, ReportException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw unsafe("it is not a regular file", "Replace it by a file of its own.");
        }
        if (Access.othersMayWrite(path)) {
            throw unsafe(
                    "others may write it", "Take that from them: chmod o-w " + Words.quoted(path));
        }
        var folder = path.toAbsolutePath().getParent();
        if (folder != null && Access.othersMayWrite(folder)) {
            throw unsafe(
                    "others may write the folder it lies in",
                    "Take that from them: chmod o-w " + Words.quoted(folder));
        }
    }

    private ReportException unsafe(String why, String hint) {
        return new ReportException(
                "cannot use list of audited modules \"%s\": %s".formatted(path, why),
                "Whoever may change it could permit anything.",
                hint);
    }

    /**
     * Writes lines at the end, all or none, and waits until they are on the disk. The folder must
     * exist.
     *
     * @throws ReportException if the list cannot be used or written; then it is as it was
     */
    void append(List<AuditLine> lines) throws ReportException {
        synchronized (AuditFile.class) { // a lock is the process's: its threads do not see it
            try (var channel =
                            FileChannel.open(
                                    path, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS), OWNERS);
                    var _ = channel.lock()) {
                checkSafe();
                AuditText.parse(path, content(channel));
                if (channel.size() == 0) {
                    DataDirectory.sync(path.resolveSibling("")); // the file is new
                }
                write(channel, lines);
            } catch (IOException failed) {
                throw new ReportException(
                        "could not write list of audited modules \"%s\"".formatted(path),
                        "%s.".formatted(FileFailure.reason(failed)),
                        "Its folder must exist and be writable.");
            }
        }
    }

    private static byte[] content(FileChannel channel) throws IOException {
        var content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
            // until it is full
        }
        return content.array();
    }

    private static void write(FileChannel channel, List<AuditLine> lines) throws IOException {
        long end = channel.size();
        var text = new StringBuilder(end == 0 ? AuditText.HEADER + "\n" : "");
        lines.forEach(line -> text.append(line.text()).append('\n'));
        var bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            channel.force(true);
        } catch (IOException failed) {
            channel.truncate(end);
            throw failed;
        }
    }
}
