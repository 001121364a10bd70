package org.bgworker.host.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bgworker}, and the AOT cache that it starts the host with. */
final class LauncherIT {
    private static final Path ROOT =
            Places.distribution().resolve("../../..").toAbsolutePath().normalize();

    /** Runs a command on a terminal of its own. */
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir private Path dir;

    /** What {@code bgworker --version} prints, on standard error too. */
    private static String version(Path root, String jvmOptions) throws Exception {
        var builder = new ProcessBuilder(root.resolve("bgworker").toString(), "--version");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JDK_JAVA_OPTIONS", jvmOptions);
        var process = builder.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().filter(line -> !line.startsWith("NOTE: Picked up")).toList().toString();
    }

    private boolean usesTheCache(Path root) throws Exception {
        var log = dir.resolve("classes");
        assertEquals("[bgworker 0.1.0]", version(root, "-Xlog:class+load:file=" + log));
        try (var lines = Files.lines(log)) {
            return lines.anyMatch(line ->
                    line.contains("org.bgworker.host.cli.Main source: shared objects file"));
        }
    }

    /** A copy of all that the script needs, as somebody may make it. */
    private Path copy() throws IOException {
        var copy = dir.resolve("copy");
        var distribution = ROOT.relativize(Places.distribution().normalize());
        try (Stream<Path> files = Files.walk(Places.distribution())) {
            for (var file : files.toList()) {
                var to = copy.resolve(distribution).resolve(Places.distribution().relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.copy(
                ROOT.resolve("bgworker"),
                copy.resolve("bgworker"),
                StandardCopyOption.COPY_ATTRIBUTES);
        return copy;
    }

    /** What a host says from its start to its end, all of it. */
    private List<String> life(Path root) throws Exception {
        var builder =
                new ProcessBuilder(
                        root.resolve("bgworker").toString(),
                        "run",
                        "--modules",
                        Files.createDirectories(dir.resolve("modules")).toString(),
                        "--data",
                        dir.resolve("data").toString(),
                        "-c",
                        "log_min_messages=debug1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        var said = new ArrayList<String>();
        try (var lines = process.errorReader(UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.contains("listening on socket")) {
                    process.toHandle().destroy();
                }
            }
        }
        assertEquals(0, process.waitFor(), said.toString());
        return said;
    }

    private static boolean isWithoutCache(List<String> said) {
        return said.stream().anyMatch(line -> line.contains("started without an AOT cache"));
    }

    /** Which collector the script chooses for a host, with more options for the JVM. */
    private String collector(String options) throws Exception {
        var log = dir.resolve("gc");
        var builder = new ProcessBuilder(ROOT.resolve("bgworker").toString(), "check", "--help");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("BGWORKER_JAVA_OPTIONS", options + " -Xlog:gc:file=" + log);
        var process = builder.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        return Files.readString(log).lines().findFirst().orElseThrow().replaceFirst(".*Using ", "");
    }

    @Test
    void a_collector_in_the_environment_of_every_java_is_no_conflict() throws Exception {
        for (var words : List.of("--version", "check --help")) {
            var command = new ArrayList<>(List.of(ROOT.resolve("bgworker").toString()));
            command.addAll(List.of(words.split(" ", -1)));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC");
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, process.waitFor(), said);
        }
    }

    @Test
    void commands_are_told_how_wide_the_terminal_is() throws Exception {
        assumeTrue(Files.exists(SCRIPT), "no terminal can be had: install the package bsdutils");
        var command = "stty cols 60; %s ps --help".formatted(ROOT.resolve("bgworker"));
        var builder = new ProcessBuilder(SCRIPT.toString(), "-qec", command, "/dev/null");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JDK_JAVA_OPTIONS", "-XshowSettings:properties");
        var process = builder.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("bgworker.columns = 60"), said);
    }

    @Test
    void a_small_heap_is_collected_by_one_thread_and_others_as_the_options_say() throws Exception {
        assertEquals("Serial", collector(""));
        assertEquals("Serial", collector("-ea -Xmx256m"));
        assertEquals("Serial", collector("-Xms16m -Xmx512M"));
        assertEquals("Serial", collector("-Xmx524288k"));
        assertEquals("Serial", collector("-Xmx6m"));
        assertEquals("G1", collector("-Xmx1g"));
        assertEquals("G1", collector("-Xmx1024m -ea"));
        assertEquals("G1", collector("-XX:MaxRAMPercentage=50"));
        assertEquals("Parallel", collector("-XX:+UseParallelGC -Xmx1g"));
    }

    @Test
    void a_start_without_the_cache_is_told_to_those_who_debug() throws Exception {
        assertFalse(isWithoutCache(life(ROOT)));
        var copy = copy();
        var cache = copy.resolve(ROOT.relativize(Places.distribution())).resolve("bgworker.aot");
        Files.writeString(cache, "nonsense");
        assertTrue(isWithoutCache(life(copy)));
        Files.delete(cache);
        assertTrue(isWithoutCache(life(copy)));
    }

    @Test
    void the_host_starts_from_the_cache_that_the_build_has_made() throws Exception {
        assertTrue(usesTheCache(ROOT));
    }

    @Test
    void a_cache_that_does_not_fit_is_damaged_or_missing_is_done_without_in_silence()
            throws Exception {
        var copy = copy();
        var cache = copy.resolve(ROOT.relativize(Places.distribution())).resolve("command.aot");
        assertTrue(Files.exists(cache));
        assertEquals("[bgworker 0.1.0]", version(copy, ""));
        Files.writeString(cache, "nonsense");
        assertEquals("[bgworker 0.1.0]", version(copy, ""));
        Files.delete(cache);
        assertEquals("[bgworker 0.1.0]", version(copy, ""));
    }
}
