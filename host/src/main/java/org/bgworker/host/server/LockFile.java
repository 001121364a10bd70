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
import org.bgworker.host.log.Log;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/**
 * Keeps two hosts from sharing a data directory ({@code postmaster.pid}). The lock is the operating
 * system's, so that it ends with the process, however that ends.
 *
 * <p>The file is emptied at the end and never removed, or two hosts could lock two files. The
 * process that holds the lock must not open the file again: to close it then would end the lock.
 */
final class LockFile implements AutoCloseable {
    private final FileChannel channel;

    private LockFile(FileChannel channel) {
        this.channel = channel;
    }

    static LockFile take(Path data) throws ReportException {
        var file = data.resolve("bgworker.pid");
        try {
            var channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                var holder = Files.readString(file).lines().findFirst().orElse("unknown");
                channel.close();
                throw held(file, holder);
            }
            channel.truncate(0);
            var text = ProcessHandle.current().pid() + "\n" + Instant.now() + "\n";
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return new LockFile(channel);
        } catch (OverlappingFileLockException sameProcess) {
            // the channel stays open: see above
            throw held(file, Long.toString(ProcessHandle.current().pid()));
        } catch (IOException failed) {
            throw new ReportException(
                    new Report(
                            Severity.FATAL,
                            "could not create lock file \"%s\"".formatted(file),
                            "%s.".formatted(FileFailure.reason(failed)),
                            "The data directory must be writable by the user that runs the host."));
        }
    }

    private static ReportException held(Path file, String holder) {
        return new ReportException(
                new Report(
                        Severity.FATAL,
                        "lock file \"%s\" already exists".formatted(file),
                        "",
                        "Is another bgworker (process %s) running in data directory \"%s\"?"
                                .formatted(holder, file.getParent())));
    }

    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException failed) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "could not empty the lock file",
                            "%s.".formatted(FileFailure.reason(failed)),
                            ""));
        }
    }
}
