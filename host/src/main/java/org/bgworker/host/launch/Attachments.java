package org.bgworker.host.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bgworker.host.shmem.Claim;
import org.bgworker.host.shmem.Segment;
import org.bgworker.host.shmem.SharedMemory;

/** The segments that one run has attached, mapped into one arena that ends with it. */
final class Attachments implements AutoCloseable {
    private final int pid;
    private final SharedMemory memory;
    private final Requests requests;
    private final Patience patience;
    private final Arena arena = Arena.ofShared();
    private final Map<String, MemorySegment> attached = new HashMap<>();
    private boolean known;

    Attachments(int pid, SharedMemory memory, Requests requests, Patience patience) {
        this.pid = pid;
        this.memory = memory;
        this.requests = requests;
        this.patience = patience;
    }

    /** As the spi says. */
    synchronized MemorySegment segment(String name, long size, Consumer<MemorySegment> initializer)
            throws InterruptedException {
        var mine = attached.get(name);
        if (mine != null && mine.byteSize() == size) {
            return mine;
        }
        makeKnown();
        try {
            var found = claim(name, size, initializer);
            attached.put(name, found);
            return found;
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "could not map shared memory segment \"%s\"".formatted(name), failed);
        }
    }

    /** The postmaster must know it before anything can be damaged. */
    private void makeKnown() throws InterruptedException {
        if (!known) {
            var pending = requests.attach(pid);
            try {
                patience.await(pending.answer());
            } finally {
                if (!pending.answer().isDone()) {
                    requests.stopWaiting(pending.number());
                }
            }
            known = true;
        }
    }

    private MemorySegment claim(String name, long size, Consumer<MemorySegment> initializer)
            throws IOException, InterruptedException {
        while (true) {
            switch (memory.claim(name, size)) {
                case Claim.Ready(var segment) -> {
                    return segment.map(arena);
                }
                case Claim.Mine(var segment) -> {
                    return initialize(segment, initializer);
                }
                case Claim.Busy(var over) -> patience.await(over);
            }
        }
    }

    private MemorySegment initialize(Segment segment, Consumer<MemorySegment> initializer)
            throws IOException {
        boolean done = false;
        try {
            segment.create();
            var mapped = segment.map(arena);
            initializer.accept(mapped);
            done = true;
            return mapped;
        } finally {
            if (done) {
                memory.initialized(segment);
            } else {
                memory.failed(segment);
            }
        }
    }

    /** Unmaps them. */
    @Override
    public void close() {
        arena.close();
    }
}
