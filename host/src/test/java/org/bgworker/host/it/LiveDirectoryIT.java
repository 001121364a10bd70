package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that come and go while a host runs. */
final class LiveDirectoryIT {
    @TempDir private Path dir;
    private LiveModules live = LiveModules.in(Path.of(""));

    @BeforeEach
    void directories() throws IOException {
        live = LiveModules.in(dir).make();
    }

    @Test
    void a_library_that_arrives_is_loaded_and_its_workers_run() throws Exception {
        try (var host = live.start()) {
            host.await("ready to accept connections");
            live.drop(live.library("late", "1"), "late.jar");
            host.await("loaded library \"late\"");
            host.await("late 1 runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_library_that_is_removed_ends_its_workers_and_is_unloaded() throws Exception {
        var jar = live.drop(live.library("gone", "1"), "gone.jar");
        try (var host = live.start()) {
            host.await("gone 1 runs");
            Files.delete(jar);
            host.await("library \"gone\" was removed from the modules directory");
            host.await("terminating background worker \"waits\" due to administrator command");
            host.await("unloaded library \"gone\"");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_jar_copied_byte_by_byte_is_loaded_once_and_whole() throws Exception {
        var bytes = Files.readAllBytes(live.library("slow", "1"));
        try (var host = live.start()) {
            host.await("ready to accept connections");
            try (var out = Files.newOutputStream(live.modules().resolve("slow.jar"))) {
                for (byte one : bytes) {
                    out.write(one);
                    out.flush();
                }
            }
            host.await("slow 1 runs");
            assertEquals(1, LiveModules.count(host, "loaded library \"slow\""));
            assertFalse(host.log().stream().anyMatch(line -> line.contains("truncated")));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void hidden_and_temporary_names_are_not_looked_at_until_they_are_renamed() throws Exception {
        try (var host = live.start()) {
            host.await("ready to accept connections");
            var hidden = live.drop(live.library("hidden", "1"), ".hidden.jar");
            var part = live.drop(live.library("part", "1"), "part.jar.part");
            live.drop(live.library("seen", "1"), "seen.jar");
            host.await("seen 1 runs");
            assertEquals(
                    0, LiveModules.count(host, "hidden 1") + LiveModules.count(host, "part 1"));
            Files.move(hidden, live.modules().resolve("hidden.jar"));
            Files.move(part, live.modules().resolve("part.jar"));
            host.await("hidden 1 runs");
            host.await("part 1 runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_folder_of_jars_settles_as_one_library() throws Exception {
        var dependency =
                LibraryBuilder.library()
                        .source("module-info.java", "module dep { exports dep; }")
                        .source("dep/D.java", "package dep; public class D { }")
                        .jar(live.ready().resolve("dep.jar"));
        var root =
                Workers.of("folder")
                        .directive("requires dep;")
                        .against(dependency)
                        .worker(
                                "waits",
                                LiveModules.SOON,
                                "say(\"folder has \" + new dep.D().getClass()); "
                                        + LiveModules.WAITS)
                        .jar(live.ready().resolve("root.jar"));
        try (var host = live.start()) {
            host.await("ready to accept connections");
            var folder = Files.createDirectory(live.modules().resolve("folder"));
            Files.copy(root, folder.resolve("root.jar"));
            Files.copy(dependency, folder.resolve("dep.jar"));
            host.await("folder has class dep.D");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_directory_that_vanishes_and_comes_back_changes_nothing() throws Exception {
        live.drop(live.library("stays", "1"), "stays.jar");
        try (var host = live.start("-c", "library_poll_interval=100ms")) {
            host.await("stays 1 runs");
            var aside = Files.move(live.modules(), live.dir().resolve("aside"));
            host.await("could not open modules directory");
            Files.move(aside, live.modules());
            live.drop(live.library("another", "1"), "another.jar");
            host.await("another 1 runs");
            assertEquals(1, LiveModules.count(host, "stays 1 runs"));
            assertEquals(0, host.stop());
        }
    }
}
