package org.bgworker.host.unload;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Virtual threads that stand in a library's code, by a thread dump: nothing else lists them. */
final class VirtualThreads {
    private VirtualThreads() {}

    /** A clause for each. */
    static List<String> of(Unloadable library) throws IOException {
        var directory = Files.createTempDirectory("bgworker"); // for its owner only
        var file = directory.resolve("threads.json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
            return read(file, library);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static List<String> read(Path file, Unloadable library) throws IOException {
        var found = new ArrayList<String>();
        try (var lines = Files.lines(file)) {
            var dump = new ThreadDump(lines.iterator());
            for (var next = dump.next(); next.isPresent(); next = dump.next()) {
                next.filter(ThreadDump.Entry::virtual)
                        .flatMap(thread -> clause(thread, library))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<String> clause(ThreadDump.Entry thread, Unloadable library) {
        var name = thread.name().isEmpty() ? "#" + thread.id() : "\"" + thread.name() + "\"";
        return thread.frames().stream()
                .map(Frame::of)
                .filter(frame -> frame.isOf(library))
                .findFirst()
                .map(frame -> "virtual thread %s is alive, at %s".formatted(name, frame.place()));
    }
}
