package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Jars;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host remembers of its libraries, so that the next start need not scan them. */
final class InspectionsIT {
    @TempDir private Path dir;
    private Path modules = Path.of("");
    private int starts;

    @BeforeEach
    void makeModules() throws IOException {
        modules = Files.createDirectory(dir.resolve("modules"));
        Samples.good(modules);
    }

    /** Starts a host, and says how many classes of ClassGraph it has loaded. */
    private long start(String awaited) throws IOException {
        var log = dir.resolve("classes" + starts++);
        var words =
                List.of(
                        "run",
                        "--modules",
                        modules.toString(),
                        "--data",
                        dir.resolve("data").toString(),
                        "-c",
                        "audit=built");
        try (var host = HostProcess.start(List.of("-Xlog:class+load:file=" + log), words)) {
            host.await(awaited);
            assertEquals(0, host.stop());
        }
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("io.github.classgraph.")).count();
        }
    }

    @Test
    void a_second_start_does_not_even_load_the_scanner() throws IOException {
        var first = start("good: the good one runs");
        assertTrue(first > 0);
        assertEquals(0, start("good: the good one runs"));
    }

    @Test
    void a_library_that_was_changed_is_scanned_and_runs_as_it_is_now() throws IOException {
        start("good: the good one runs");
        var jar = modules.resolve("zz_good.jar");
        Samples.idle("zz.good")
                .main("zz.good.Work", "work", Samples.say("another one runs"))
                .jar(dir.resolve("other.jar"));
        try (var other = java.nio.file.FileSystems.newFileSystem(dir.resolve("other.jar"))) {
            Jars.put(
                    jar,
                    "zz/good/Work.class",
                    Files.readAllBytes(other.getPath("zz/good/Work.class")));
        }
        assertTrue(start("good: another one runs") > 0);
        assertEquals(0, start("good: another one runs"));
    }

    @Test
    void a_damaged_file_is_no_obstacle() throws IOException {
        start("good: the good one runs");
        Files.writeString(dir.resolve("data/inspections"), "nonsense");
        assertTrue(start("good: the good one runs") > 0);
        assertEquals(0, start("good: the good one runs"));
    }
}
