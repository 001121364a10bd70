package org.bgworker.host.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Processes that were stopped in the middle of whatever they did, and never go on. */
public final class Frozen {
    private final Set<ProcessHandle> processes = new HashSet<>();

    private Frozen() {}

    /** Stops processes and all that they have started; returns when no thread of them runs. */
    public static Frozen freeze(List<ProcessHandle> roots) {
        var frozen = new Frozen();
        while (frozen.stop(roots)) {
            // one that ran until now may have started another
        }
        return frozen;
    }

    private boolean stop(List<ProcessHandle> roots) {
        var found = new HashSet<ProcessHandle>();
        for (var root : roots) {
            found.add(root);
            root.descendants().forEach(found::add);
        }
        for (var process : found) {
            SystemTool.run("kill", "-STOP", process.pid());
        }
        for (var process : found) {
            Eventually.await("the stop of " + process, () -> isStopped(process));
        }
        return processes.addAll(found);
    }

    private static boolean isStopped(ProcessHandle process) {
        var threads = Path.of("/proc", Long.toString(process.pid()), "task");
        try (Stream<Path> all = Files.list(threads)) {
            return all.toList().stream().allMatch(Frozen::isStopped);
        } catch (IOException ended) {
            return true;
        }
    }

    /** The state follows the name, which stands in parentheses: stopped, or at its end. */
    private static boolean isStopped(Path thread) {
        try {
            var stat = Files.readString(thread.resolve("stat"));
            return "TtZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException ended) {
            return true;
        }
    }

    /** Ends them. */
    public void kill() {
        processes.forEach(ProcessHandle::destroyForcibly);
    }
}
