package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's failures are contained, as its documentation says. */
final class SupervisedFailuresIT {
    private static final String SAMPLE = "supervised_failures";

    @TempDir private Path modules;
    @TempDir private Path data;

    @BeforeEach
    void the_sample_and_a_neighbour() throws IOException {
        try (Stream<Path> jars = Files.list(Places.samples())) {
            for (var jar : jars.filter(SupervisedFailuresIT::isSample).toList()) {
                Files.copy(jar, modules.resolve(jar.getFileName()));
            }
        }
        Workers.of("com.acme.neighbour")
                .worker(
                        "neighbour",
                        "while (true) { say(\"lives\"); worker.latch().await(); worker.latch().reset(); worker.reloadSettings(); }")
                .jar(modules.resolve("neighbour.jar"));
    }

    private static boolean isSample(Path jar) {
        return jar.getFileName().toString().startsWith(SAMPLE);
    }

    @Test
    void nothing_is_registered_unless_the_setting_says_so() {
        try (var host = run()) {
            host.await("neighbour: lives");
            assertEquals(0, host.stop());
            assertTrue(host.log().stream().noneMatch(line -> line.contains(SAMPLE)));
        }
    }

    @Test
    void each_fails_alone_and_is_started_again_and_the_deaf_one_is_given_up_at_the_end() {
        try (var host =
                run(
                        "-c",
                        "supervised_failures.enabled=on",
                        "-c",
                        "stop_timeout=1s",
                        "-c",
                        "log_min_messages=debug1")) {
            host.await("LOG:  supervised_failures loops: deaf from now on");
            fails(host, "ERROR", "java.lang.IllegalStateException: nobody has caught this");
            fails(host, "PANIC", "org.bgworker.host.guard.ExitError: exit code 3 was asked for");
            fails(host, "ERROR", "java.lang.StackOverflowError");
            exits(host, "throws", 1);
            exits(host, "exits", 3);
            exits(host, "recurses", 1);
            host.await("neighbour: lives");
            host.signal("HUP");
            host.await("neighbour: lives", 2);
            assertEquals(0, host.stop());
            host.await("WARNING:  background worker \"supervised_failures loops\" (PID");
            host.await("org.bgworker.sample.supervised_failures.Loops.main(Loops.java:");
            assertEquals(
                    1, host.log().stream().filter(line -> line.contains("is abandoned")).count());
        }
    }

    /** Again and again, and is told once. */
    private static void fails(HostProcess host, String level, String failure) {
        host.await(level + ":  " + failure);
        host.await("DEBUG:  " + failure);
    }

    private static void exits(HostProcess host, String worker, int code) {
        var line = host.await("background worker \"%s %s\" (PID".formatted(SAMPLE, worker), 2);
        assertTrue(line.endsWith("exited with exit code " + code), line);
    }

    private HostProcess run(String... words) {
        return HostProcess.run(modules, data, words);
    }
}
