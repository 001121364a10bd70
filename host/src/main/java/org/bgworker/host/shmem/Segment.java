package org.bgworker.host.shmem;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;

/** A segment and its file. Its state is {@link SharedMemory}'s. */
public final class Segment {
    private static final int PIECE = 1 << 20;

    private final Path file;
    private final long size;
    private final CompletableFuture<Void> initialized = new CompletableFuture<>();

    Segment(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    long size() {
        return size;
    }

    CompletableFuture<Void> initialized() {
        return initialized;
    }

    /**
     * Makes the file, of zeros. They are written, not left out: a disk that is full is an error
     * now, and not a fault of the machine at the first access.
     */
    public void create() throws IOException {
        Files.createDirectories(file.getParent());
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var zeros = ByteBuffer.allocate((int) Math.min(size, PIECE));
            for (long left = size; left > 0; left -= zeros.limit()) {
                zeros.clear().limit((int) Math.min(left, PIECE));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        } catch (IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    /** Maps it for as long as an arena lasts. */
    public MemorySegment map(Arena arena) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, size, arena);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
