package org.bgworker.host.shmem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/** Knows the segments by name (P47 to P51). From any thread. */
public final class SharedMemory implements AutoCloseable {
    /** The limit of PostgreSQL less its terminator (P48). */
    public static final int MAX_NAME = 63;

    private final Path directory;
    private final Map<String, Segment> segments = new HashMap<>();
    private long lastFile;

    private SharedMemory(Path directory) {
        this.directory = directory;
    }

    /**
     * No segment yet; those that an earlier host has left are removed (P23).
     *
     * @param directory for the files, made when the first is
     */
    public static SharedMemory in(Path directory) throws ReportException {
        try {
            removeFiles(directory);
        } catch (IOException failed) {
            throw new ReportException(
                    new Report(
                            Severity.FATAL,
                            "could not remove old shared memory in \"%s\"".formatted(directory),
                            "%s.".formatted(FileFailure.reason(failed)),
                            ""));
        }
        return new SharedMemory(directory);
    }

    private static void removeFiles(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (var files = Files.list(directory)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Asks for a segment.
     *
     * @throws IllegalArgumentException if the name or the size will not do, with PostgreSQL's
     *     sentence (P48)
     */
    public synchronized Claim claim(String name, long size) {
        check(name, size);
        var known = segments.get(name);
        if (known == null) {
            var made = new Segment(newFile(name), size);
            segments.put(name, made);
            return new Claim.Mine(made);
        }
        if (known.size() != size) {
            throw new IllegalArgumentException(
                    "requested DSM segment size does not match size of existing segment: \"%s\" has %d bytes, not %d"
                            .formatted(name, known.size(), size));
        }
        return known.initialized().isDone()
                ? new Claim.Ready(known)
                : new Claim.Busy(known.initialized());
    }

    /** The size in bytes of each segment, by name. */
    public synchronized Map<String, Long> sizes() {
        var sizes = new TreeMap<String, Long>();
        segments.forEach((name, segment) -> sizes.put(name, segment.size()));
        return sizes;
    }

    private static void check(String name, long size) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("DSM segment name cannot be empty");
        }
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "DSM segment name too long: %d bytes, the limit is %d: \"%s\""
                            .formatted(name.length(), MAX_NAME, name));
        }
        if (name.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "DSM segment name is not printable ASCII: \"%s\"".formatted(name));
        }
        if (size <= 0) {
            throw new IllegalArgumentException(
                    "DSM segment size must be nonzero: \"%s\" was asked for with %d bytes"
                            .formatted(name, size));
        }
    }

    /** Never a name used before: a run that was given up may still have the old file mapped. */
    private Path newFile(String name) {
        return directory.resolve(++lastFile + "." + URLEncoder.encode(name, US_ASCII));
    }

    /** Its initialiser has returned. */
    public synchronized void initialized(Segment segment) {
        segment.initialized().complete(null);
    }

    /** Its initialiser has failed: the next one tries again (P49). */
    public synchronized void failed(Segment segment) {
        if (segments.values().remove(segment)) {
            delete(List.of(segment));
        }
        segment.initialized().complete(null);
    }

    /** Forgets all segments (P51). */
    public synchronized void drop() {
        var old = List.copyOf(segments.values());
        segments.clear();
        old.forEach(segment -> segment.initialized().complete(null));
        if (!old.isEmpty()) {
            Thread.ofVirtual().name("drop shared memory").start(() -> delete(old));
        }
    }

    private static void delete(Collection<Segment> old) {
        for (var segment : old) {
            try {
                segment.delete();
            } catch (IOException failed) {
                Log.write(
                        new Report(
                                Severity.WARNING,
                                "could not remove a segment of shared memory",
                                "%s.".formatted(FileFailure.reason(failed)),
                                "It is removed when the host starts again."));
            }
        }
    }

    @Override
    public synchronized void close() {
        delete(segments.values());
        segments.clear();
    }
}
