package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that are replaced while their workers run. */
final class ReplacedLibraryIT {
    @TempDir private Path dir;
    private LiveModules live = LiveModules.in(Path.of(""));

    @BeforeEach
    void directories() throws IOException {
        live = LiveModules.in(dir).make();
    }

    @Test
    void a_library_that_is_replaced_moves_its_workers_over_and_the_old_one_is_unloaded()
            throws Exception {
        live.drop(live.library("sync", "1"), "sync.jar");
        try (var host = live.start("-c", "library_probation_time=0")) {
            host.await("sync 1 runs");
            live.drop(live.library("sync", "2"), "sync.jar");
            host.await("sync 2 runs");
            host.await("unloaded library \"sync\"");
            assertEquals(1, LiveModules.count(host, "sync 1 runs"));
            assertEquals(1, LiveModules.count(host, "sync 2 runs"));
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_replacement_under_another_file_name_is_a_replacement_too() throws Exception {
        var first = live.drop(live.library("sync", "1"), "sync-1.jar");
        try (var host = live.start()) {
            host.await("sync 1 runs");
            live.drop(live.library("sync", "2"), "sync-2.jar");
            host.await("could not load library \"sync\": there are two of that name");
            Files.delete(first);
            host.await("loaded library \"sync\" in the place of \"sync\"");
            host.await("sync 2 runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_bad_replacement_is_refused_and_the_old_one_goes_on() throws Exception {
        live.drop(live.library("sync", "1"), "sync.jar");
        try (var host = live.start("-c", "library_probation_time=0")) {
            host.await("sync 1 runs");
            live.drop(
                    Samples.withInit("sync", "throw new IllegalStateException(\"not today\");")
                            .jar(live.ready().resolve("bad.jar")),
                    "sync.jar");
            host.await("could not load library \"sync\": its init failed");
            live.drop(live.library("sync", "3"), "sync.jar");
            host.await("sync 3 runs");
            assertEquals(
                    1, LiveModules.count(host, "sync 1 runs"), "the first has run on until then");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_version_that_fails_on_probation_is_rolled_back() throws Exception {
        live.drop(live.library("sync", "1"), "sync.jar");
        try (var host = live.start()) {
            host.await("sync 1 runs");
            live.drop(
                    Workers.of("sync")
                            .worker(
                                    "waits",
                                    LiveModules.SOON + Workers.RESTARTED,
                                    "throw new IllegalStateException(\"broken\");")
                            .jar(live.ready().resolve("broken.jar")),
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
    void a_jar_rewritten_in_place_does_not_harm_the_worker_that_runs_from_it() throws Exception {
        var lazy = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            lazy.append("static class C%d { static int n = %d; }\n".formatted(i, i));
        }
        var uses = new StringBuilder("int sum = 0;\n");
        for (int i = 0; i < 50; i++) {
            uses.append(
                    "sum += C%d.n; Files.writeString(Path.of(\"%s\"), \"%d\");\n"
                            .formatted(i, live.dir().resolve("progress"), i));
            uses.append(
                    "while (Files.exists(Path.of(\"%s\"))) { worker.latch().await(Duration.ofMillis(1)); }\n"
                            .formatted(live.dir().resolve("progress")));
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
                                                .formatted(uses, LiveModules.WAITS))
                        .init(
                                "registrar.register(BackgroundWorker.named(\"lazy\").library(\"lazy\").function(\"lazy\")"
                                        + LiveModules.SOON
                                        + ".build());")
                        .jar(live.ready().resolve("lazy.jar"));
        var dropped = live.drop(jar, "lazy.jar");
        var bytes = Files.readAllBytes(dropped);
        try (var host = live.start("-c", "library_settle_time=60s")) {
            for (int i = 0; i < 50; i++) {
                while (!Files.exists(live.dir().resolve("progress"))) {
                    Thread.onSpinWait();
                }
                Files.write(dropped, Arrays.copyOf(bytes, bytes.length * i / 50));
                Files.delete(live.dir().resolve("progress"));
            }
            host.await("lazy has used all: " + 49 * 50 / 2);
            assertEquals(0, host.stop());
        }
    }
}
