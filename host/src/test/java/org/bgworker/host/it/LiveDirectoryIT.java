package org.bgworker.host.it;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that come, are replaced and go while a host runs. */
final class LiveDirectoryIT {
    private static final String SOON = ".startTime(StartTime.POSTMASTER_START)";
    private static final String WAITS =
            "while (true) { worker.latch().await(); worker.latch().reset(); }";

    @TempDir private Path dir;
    private Path modules = Path.of("");
    private Path ready = Path.of("");

    @BeforeEach
    void directories() throws IOException {
        modules = Files.createDirectory(dir.resolve("modules"));
        ready = Files.createDirectory(dir.resolve("ready"));
    }

    private HostProcess start(String... words) {
        var all = new ArrayList<>(Arrays.asList("-c", "library_settle_time=100ms"));
        all.addAll(Arrays.asList(words));
        return HostProcess.run(modules, dir.resolve("data"), all.toArray(String[]::new));
    }

    /** A library whose worker says its version, and waits. */
    private Path library(String name, String version) {
        return Workers.of(name)
                .worker(
                        "waits",
                        SOON + Workers.RESTARTED,
                        "say(\"%s %s runs\"); %s".formatted(name, version, WAITS))
                .jar(ready.resolve("%s-%s.jar".formatted(name, version)));
    }

    private Path drop(Path jar, String as) throws IOException {
        return Files.move(jar, modules.resolve(as), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private static long count(HostProcess host, String text) {
        return host.log().stream().filter(line -> line.contains(text)).count();
    }

    @Test
    void a_library_that_arrives_is_loaded_and_its_workers_run() throws Exception {
        try (var host = start()) {
            host.await("ready to accept connections");
            drop(library("late", "1"), "late.jar");
            host.await("loaded library \"late\"");
            host.await("late 1 runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_library_that_is_replaced_moves_its_workers_over_and_the_old_one_is_unloaded()
            throws Exception {
        drop(library("sync", "1"), "sync.jar");
        try (var host = start("-c", "library_probation_time=0")) {
            host.await("sync 1 runs");
            drop(library("sync", "2"), "sync.jar");
            host.await("sync 2 runs");
            host.await("unloaded library \"sync\"");
            assertEquals(1, count(host, "sync 1 runs"));
            assertEquals(1, count(host, "sync 2 runs"));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_replacement_under_another_file_name_is_a_replacement_too() throws Exception {
        var first = drop(library("sync", "1"), "sync-1.jar");
        try (var host = start()) {
            host.await("sync 1 runs");
            drop(library("sync", "2"), "sync-2.jar");
            host.await("could not load library \"sync\": there are two of that name");
            Files.delete(first);
            host.await("loaded library \"sync\" in the place of \"sync\"");
            host.await("sync 2 runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_bad_replacement_is_refused_and_the_old_one_goes_on() throws Exception {
        drop(library("sync", "1"), "sync.jar");
        try (var host = start("-c", "library_probation_time=0")) {
            host.await("sync 1 runs");
            drop(
                    Samples.withInit("sync", "throw new IllegalStateException(\"not today\");")
                            .jar(ready.resolve("bad.jar")),
                    "sync.jar");
            host.await("could not load library \"sync\": its init failed");
            drop(library("sync", "3"), "sync.jar");
            host.await("sync 3 runs");
            assertEquals(1, count(host, "sync 1 runs"), "the first has run on until then");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_version_that_fails_on_probation_is_rolled_back() throws Exception {
        drop(library("sync", "1"), "sync.jar");
        try (var host = start()) {
            host.await("sync 1 runs");
            drop(
                    Workers.of("sync")
                            .worker(
                                    "waits",
                                    SOON + Workers.RESTARTED,
                                    "throw new IllegalStateException(\"broken\");")
                            .jar(ready.resolve("broken.jar")),
                    "sync.jar");
            host.await("library \"sync\" has failed, \"sync\" runs again");
            host.await("sync 1 runs", 2);
            assertEquals(0, host.stop());
            assertTrue(
                    host.log().stream()
                            .anyMatch(line ->
                                    line.contains(
                                            "Background worker \"waits\" failed on probation: java.lang.IllegalStateException: broken.")));
        }
    }

    @Test
    void a_library_that_is_removed_ends_its_workers_and_is_unloaded() throws Exception {
        var jar = drop(library("gone", "1"), "gone.jar");
        try (var host = start()) {
            host.await("gone 1 runs");
            Files.delete(jar);
            host.await("library \"gone\" was removed from the modules directory");
            host.await("terminating background worker \"waits\" due to administrator command");
            host.await("unloaded library \"gone\"");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void what_is_permitted_while_the_host_runs_is_loaded_at_once_and_what_is_revoked_ends()
            throws Exception {
        drop(library("later", "1"), "later.jar");
        try (var host = start("-c", "audit=on", "-c", "library_poll_interval=1h")) {
            host.await("library \"later\" is not audited");
            host.await("ready to accept connections");
            assertEquals(0, count(host, "later 1 runs"));
            assertEquals(0, audit("later", "--permit").code());
            host.await("later 1 runs");
            assertEquals(0, audit("later", "--revoke").code());
            host.await("library \"later\" may no longer run");
            host.await("unloaded library \"later\"");
            assertEquals(0, host.stop());
        }
    }

    private Answer audit(String... words) {
        var all = new ArrayList<>(Arrays.asList("audit", "--modules", modules.toString()));
        all.addAll(Arrays.asList("--data", dir.resolve("data").toString()));
        all.addAll(Arrays.asList(words));
        return Answer.to(all.toArray(String[]::new));
    }

    @Test
    void a_jar_copied_byte_by_byte_is_loaded_once_and_whole() throws Exception {
        var bytes = Files.readAllBytes(library("slow", "1"));
        try (var host = start()) {
            host.await("ready to accept connections");
            try (var out = Files.newOutputStream(modules.resolve("slow.jar"))) {
                for (byte one : bytes) {
                    out.write(one);
                    out.flush();
                }
            }
            host.await("slow 1 runs");
            assertEquals(1, count(host, "loaded library \"slow\""));
            assertFalse(host.log().stream().anyMatch(line -> line.contains("truncated")));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void hidden_and_temporary_names_are_not_looked_at_until_they_are_renamed() throws Exception {
        try (var host = start()) {
            host.await("ready to accept connections");
            var hidden = drop(library("hidden", "1"), ".hidden.jar");
            var part = drop(library("part", "1"), "part.jar.part");
            drop(library("seen", "1"), "seen.jar");
            host.await("seen 1 runs");
            assertEquals(0, count(host, "hidden 1") + count(host, "part 1"));
            Files.move(hidden, modules.resolve("hidden.jar"));
            Files.move(part, modules.resolve("part.jar"));
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
                        .jar(ready.resolve("dep.jar"));
        var root =
                Workers.of("folder")
                        .directive("requires dep;")
                        .against(dependency)
                        .worker(
                                "waits",
                                SOON,
                                "say(\"folder has \" + new dep.D().getClass()); " + WAITS)
                        .jar(ready.resolve("root.jar"));
        try (var host = start()) {
            host.await("ready to accept connections");
            var folder = Files.createDirectory(modules.resolve("folder"));
            Files.copy(root, folder.resolve("root.jar"));
            Files.copy(dependency, folder.resolve("dep.jar"));
            host.await("folder has class dep.D");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_directory_that_vanishes_and_comes_back_changes_nothing() throws Exception {
        drop(library("stays", "1"), "stays.jar");
        try (var host = start("-c", "library_poll_interval=100ms")) {
            host.await("stays 1 runs");
            var aside = Files.move(modules, dir.resolve("aside"));
            host.await("could not open modules directory");
            Files.move(aside, modules);
            drop(library("another", "1"), "another.jar");
            host.await("another 1 runs");
            assertEquals(1, count(host, "stays 1 runs"));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_jar_rewritten_in_place_does_not_harm_the_worker_that_runs_from_it() throws Exception {
        var lazy = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            lazy.append("static class C%d { static int n = %d; }\n".formatted(i, i));
        }
        var uses = new StringBuilder("int sum = 0;\n");
        for (int i = 0; i < 50; i++) {
            uses.append(
                    "sum += C%d.n; Files.writeString(Path.of(\"%s\"), \"%d\");\n"
                            .formatted(i, dir.resolve("progress"), i));
            uses.append(
                    "while (Files.exists(Path.of(\"%s\"))) { worker.latch().await(Duration.ofMillis(1)); }\n"
                            .formatted(dir.resolve("progress")));
        }
        var jar =
                Workers.of("lazy")
                        .functionClass(
                                "lazy",
                                lazy
                                        + """
                                        @Override public void main(Datum arg) throws Exception {
                                            var worker = WorkerContext.current();
                                            %s
                                            say("lazy has used all: " + sum);
                                            %s
                                        }
                                        """
                                                .formatted(uses, WAITS))
                        .init(
                                "registrar.register(BackgroundWorker.named(\"lazy\").library(\"lazy\").function(\"lazy\")"
                                        + SOON
                                        + ".build());")
                        .jar(ready.resolve("lazy.jar"));
        var dropped = drop(jar, "lazy.jar");
        var bytes = Files.readAllBytes(dropped);
        try (var host = start("-c", "library_settle_time=60s")) {
            for (int i = 0; i < 50; i++) {
                while (!Files.exists(dir.resolve("progress"))) {
                    Thread.onSpinWait();
                }
                Files.write(dropped, Arrays.copyOf(bytes, bytes.length * i / 50));
                Files.delete(dir.resolve("progress"));
            }
            host.await("lazy has used all: " + 49 * 50 / 2);
            assertEquals(0, host.stop());
        }
    }
}
