package org.bgworker.host.library;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What an administrator does to a modules directory; each change has a time of its own. */
final class DroppedFiles {
    private static final int PIECES = 3;

    private final Path directory;
    private final Path aside;
    private final Map<Path, ByteBuffer> growing = new LinkedHashMap<>();
    private long ticks = 1_700_000_000_000L;

    DroppedFiles(Path directory) {
        this.directory = directory;
        this.aside = directory.resolveSibling("aside");
    }

    /** What lies there. */
    List<Path> all() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private void write(Path file, byte[] bytes, StandardOpenOption... how) throws IOException {
        Files.write(file, bytes, how);
        Files.setLastModifiedTime(file, FileTime.fromMillis(++ticks));
    }

    /** At once, by a rename. */
    void drop(String name, byte[] bytes) throws IOException {
        var to = clear(name);
        var temporary = directory.resolve(".new");
        write(temporary, bytes);
        Files.move(temporary, to, StandardCopyOption.REPLACE_EXISTING);
    }

    void dropFolder(String name, Map<String, byte[]> files) throws IOException {
        var to = directory.resolve(name);
        remove(to);
        var temporary = Files.createDirectory(directory.resolve(".new"));
        for (var file : files.entrySet()) {
            write(temporary.resolve(file.getKey()), file.getValue());
        }
        Files.move(temporary, to);
    }

    /** In the place of what is there, in pieces. */
    void rewrite(String name, byte[] bytes) throws IOException {
        var to = clear(name);
        write(to, new byte[0]);
        growing.put(to, ByteBuffer.wrap(bytes));
    }

    private Path clear(String name) throws IOException {
        var to = directory.resolve(name);
        growing.remove(to);
        if (Files.isDirectory(to)) {
            remove(to);
        }
        return to;
    }

    /** The next piece of one of those that are being written. */
    void grow(int which) throws IOException {
        if (growing.isEmpty() || !Files.isDirectory(directory)) {
            return;
        }
        var path = List.copyOf(growing.keySet()).get(which % growing.size());
        var left = Objects.requireNonNull(growing.get(path));
        var piece = new byte[Math.min(left.remaining(), left.capacity() / PIECES + 1)];
        left.get(piece);
        write(path, piece, StandardOpenOption.APPEND);
        if (!left.hasRemaining()) {
            growing.remove(path);
        }
    }

    void remove(Path path) throws IOException {
        growing.remove(path);
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    void rename(Path from, String name) throws IOException {
        var to = directory.resolve(name);
        if (!from.equals(to)) {
            growing.remove(from);
            remove(to);
            Files.move(from, to);
        }
    }

    /** The directory goes, or comes back. */
    void vanish(boolean goes) throws IOException {
        if (goes && Files.isDirectory(directory)) {
            Files.move(directory, aside);
        } else if (!goes && Files.isDirectory(aside)) {
            Files.move(aside, directory);
        }
    }
}
