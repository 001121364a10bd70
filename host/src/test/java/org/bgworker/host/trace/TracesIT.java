package org.bgworker.host.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LibraryBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays what was recorded of PostgreSQL 18. The expected lines are the recorded ones, with the
 * differences that CONFORMANCE.md lists and no others.
 */
final class TracesIT {
    private static final Path RECORD = Path.of("src/test/resources/traces-postgresql-18.txt");
    private static final Path SOURCES = Path.of("src/test/probe");

    @TempDir private static Path dir;
    private static Map<String, Trace> recorded = Map.of();
    private static List<Difference> differences = List.of();
    private static final Map<String, Trace> PLAYED = new LinkedHashMap<>();

    @BeforeAll
    static void hosts_play_all_scenarios() throws IOException {
        recorded = Trace.recorded(Files.readAllLines(RECORD));
        differences = Difference.table();
        Files.createDirectory(modules());
        probe(modules().resolve("bgwprobe.jar"));
        dynamicWorkers("1 to 24");
        dynamicWorkers("25");
        staticWorkers();
        staticWorkerThatReturns();
        smartShutdown();
        immediateShutdown();
    }

    private static Path modules() {
        return dir.resolve("modules");
    }

    private static void probe(Path jar) throws IOException {
        var library = LibraryBuilder.library();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                library.source(SOURCES.relativize(file).toString(), Files.readString(file));
            }
        }
        library.jar(jar);
    }

    private static HostProcess run(String trace, String data) {
        return HostProcess.run(
                modules(),
                dir.resolve(data),
                "-c",
                "bgwprobe.trace=" + trace,
                "-c",
                "log_min_messages=debug1",
                "-c",
                "max_worker_processes=12");
    }

    private static void dynamicWorkers(String which) {
        try (var host = run(which, which)) {
            host.await("all traces are played");
            PLAYED.putAll(Played.scenarios(host.log(), modules()));
            assertEquals(0, host.stop());
        }
    }

    private static void staticWorkers() {
        try (var host = run("A", "A")) {
            host.await("starting background worker process \"static 1\"");
            host.await("listening on socket");
            PLAYED.put("A", Played.all(host.log(), modules()));
            assertEquals(0, host.stop());
        }
    }

    private static void staticWorkerThatReturns() {
        try (var host = run("D2", "D2")) {
            host.await("system is ready to accept connections");
            host.signal("HUP");
            host.await("exited with exit code 0");
            host.await("listening on socket");
            PLAYED.put("D2", Played.all(host.log(), modules()));
            assertEquals(0, host.stop());
        }
    }

    private static void smartShutdown() throws IOException {
        try (var host = embed("F")) {
            host.await("system is ready to accept connections");
            tell(host, "register, smart loop, loop");
            tell(host, "register restarting, smart exit1, exit1 once at reload");
            host.await("sql 1");
            tell(host, "stop, SMART");
            tell(host, "reload");
            host.await("\"smart exit1\" (PID", 2);
            tell(host, "register and wait, late asked, loop");
            host.await("sql 2");
            tell(host, "terminate, 2");
            host.await("\"late asked\" (PID");
            tell(host, "close");
            assertEquals(0, ended(host));
            PLAYED.put("F", Played.all(host.log(), modules()));
        }
    }

    private static void immediateShutdown() throws IOException {
        try (var host = embed("G")) {
            host.await("system is ready to accept connections");
            tell(host, "register, imm, loop");
            tell(host, "stop, IMMEDIATE");
            assertEquals(0, ended(host));
            PLAYED.put("G", Played.all(host.log(), modules()));
        }
    }

    private static HostProcess embed(String data) {
        return HostProcess.ofProgram(
                EmbeddingProgram.class, modules().toString(), dir.resolve(data).toString());
    }

    private static void tell(HostProcess host, String line) throws IOException {
        var out = host.process().outputWriter();
        out.write(line);
        out.newLine();
        out.flush();
    }

    private static int ended(HostProcess host) throws IOException {
        host.process().outputWriter().close();
        return host.exitCode();
    }

    static Set<String> scenarios() throws IOException {
        return Trace.recorded(Files.readAllLines(RECORD)).keySet();
    }

    /** One trace as it should be and as it is, and which differences there were. */
    private record Comparison(Trace expected, Trace played, Set<Difference> seen) {
        static Comparison of(String name) {
            var expected = named(name, recorded);
            var played = named(name, PLAYED);
            var seen = new LinkedHashSet<Difference>();
            for (var difference : differences) {
                if (difference.concerns(name)) {
                    var there = expected.map(difference::expected);
                    var here = played.map(difference::compared);
                    if (!there.equals(expected) || !here.equals(played)) {
                        seen.add(difference);
                    }
                    expected = there;
                    played = here;
                }
            }
            return new Comparison(expected, played, seen);
        }
    }

    private static Trace named(String name, Map<String, Trace> traces) {
        return Objects.requireNonNull(traces.get(name), name);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void a_scenario_goes_as_in_postgresql_but_for_the_listed_differences(String name) {
        var comparison = Comparison.of(name);
        for (var speaker : Trace.SPEAKERS) {
            if (!named(name, recorded).said(speaker).isEmpty()) {
                assertEquals(
                        comparison.expected().said(speaker), comparison.played().said(speaker));
            }
        }
    }

    @Test
    void every_listed_difference_is_one() {
        var unseen = new LinkedHashSet<>(differences);
        recorded.keySet().forEach(name -> unseen.removeAll(Comparison.of(name).seen()));
        assertEquals(Set.of(), unseen);
    }

    @Test
    void R36_a_static_worker_that_returned_comes_back_with_the_next_start_of_the_host() {
        assertTrue(named("D2", PLAYED).said("log").contains("unregistering background worker"));
        try (var host = run("D2", "D2")) {
            host.await("starting background worker process \"static 0\"");
            assertEquals(0, host.stop());
        }
    }
}
