package org.bgworker.host.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/**
 * Keeps two hosts from sharing a data directory ({@code postmaster.pid}). The lock is the operating
 * system's, so that it ends with the process, however that ends.
 */
final class LockFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static LockFile take(Path data) throws ReportException {
        var file = data.resolve("bgworker.pid");
        try {
            while (true) {
                var channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                if (!locked(channel)) {
                    channel.close();
                    throw held(file, data);
                }
                if (signed(channel, file)) {
                    return new LockFile(file, channel);
                }
                channel.close();
            }
        } catch (IOException failed) {
            throw new ReportException(
                    new Report(
                            Severity.FATAL,
                            "could not create lock file \"%s\"".formatted(file),
                            "%s.".formatted(FileFailure.reason(failed)),
                            "The data directory must be writable by the user that runs the host."));
        }
    }

    private static ReportException held(Path file, Path data) throws IOException {
        var holder =
                Files.exists(file)
                        ? Files.readString(file).lines().findFirst().orElse("unknown")
                        : "unknown";
        return new ReportException(
                new Report(
                        Severity.FATAL,
                        "lock file \"%s\" already exists".formatted(file),
                        "",
                        "Is another bgworker (process %s) running in data directory \"%s\"?"
                                .formatted(holder, data)));
    }

    /** Whether what was locked is still the file: a host that ends removes it. */
    private static boolean signed(FileChannel channel, Path file) throws IOException {
        var text = ProcessHandle.current().pid() + "\n" + Instant.now() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return Files.exists(file) && Files.readString(file).equals(text);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
