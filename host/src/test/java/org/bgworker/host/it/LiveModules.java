package org.bgworker.host.it;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;

/** A modules directory that a host watches, and another where libraries are made ready. */
record LiveModules(Path dir, Path modules, Path ready, Path data) {
    static final String SOON = ".startTime(StartTime.POSTMASTER_START)";
    static final String WAITS = "while (true) { worker.latch().await(); worker.latch().reset(); }";

    static LiveModules in(Path dir) {
        return new LiveModules(
                dir, dir.resolve("modules"), dir.resolve("ready"), dir.resolve("data"));
    }

    LiveModules make() throws IOException {
        Files.createDirectory(modules);
        Files.createDirectory(ready);
        return this;
    }

    HostProcess start(String... words) {
        var all = new ArrayList<>(Arrays.asList("-c", "library_settle_time=100ms"));
        all.addAll(Arrays.asList(words));
        return HostProcess.run(modules, data, all.toArray(String[]::new));
    }

    /** A library whose worker says its version, and waits. */
    Path library(String name, String version) {
        return Workers.of(name)
                .worker(
                        "waits",
                        SOON + Workers.RESTARTED,
                        "say(\"%s %s runs\"); %s".formatted(name, version, WAITS))
                .jar(ready.resolve("%s-%s.jar".formatted(name, version)));
    }

    /** Moves a jar into the modules directory, in the place of one that may be there. */
    Path drop(Path jar, String as) throws IOException {
        return Files.move(jar, modules.resolve(as), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    static long count(HostProcess host, String text) {
        return host.log().stream().filter(line -> line.contains(text)).count();
    }
}
