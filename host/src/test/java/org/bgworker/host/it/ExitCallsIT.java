package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would end the virtual machine ends one worker; its neighbours and the host live on. */
final class ExitCallsIT {
    private static final String WAIT =
            "while (true) { worker.latch().await(); worker.latch().reset(); }";

    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void each_way_to_call_exit_ends_that_worker_alone() throws IOException {
        var crashes = waysToExitWith3();
        var library = Workers.of("com.acme.exits").directive("requires fatal;");
        crashes.forEach(library::worker);
        library.functionClass(
                        "in_static_initialiser",
                        "static { if (true) System.exit(3); } @Override public void main(Datum arg) {}")
                .functionClass(
                        "in_constructor",
                        "public in_constructor() { System.exit(3); } @Override public void main(Datum arg) {}")
                .init(registration("in_static_initialiser"))
                .init(registration("in_constructor"));
        neighbour(library);
        crashes.put("in_static_initialiser", "");
        crashes.put("in_constructor", "");
        var folder = Files.createDirectory(modules.resolve("exits"));
        library.against(dependency(folder)).jar(folder.resolve("exits.jar"));
        try (var host = run()) {
            crashes.keySet()
                    .forEach(name -> {
                        var line = host.await("background worker \"%s\" (PID".formatted(name));
                        assertTrue(line.endsWith("exited with exit code 3"), line);
                    });
            livesOn(host);
        }
    }

    private static Map<String, String> waysToExitWith3() {
        var ways = new LinkedHashMap<String, String>();
        ways.put("system_exit", "System.exit(3);");
        ways.put("runtime_exit", "Runtime.getRuntime().exit(3);");
        ways.put("runtime_halt", "Runtime.getRuntime().halt(3);");
        ways.put("swallowed", "try { System.exit(3); } catch (Throwable t) {} " + WAIT);
        ways.put("swallowed_to_the_end", "try { System.exit(3); } catch (Throwable t) {}");
        ways.put("lambda", "Runnable r = () -> System.exit(3); r.run();");
        ways.put("method_reference", "IntConsumer c = System::exit; c.accept(3);");
        ways.put(
                "bound_method_reference",
                "IntConsumer c = Runtime.getRuntime()::halt; c.accept(3);");
        ways.put(
                "unbound_method_reference",
                "ObjIntConsumer<Runtime> c = Runtime::exit; c.accept(Runtime.getRuntime(), 3);");
        ways.put("method_reference_called_by_the_jdk", "IntStream.of(3).forEach(System::exit);");
        ways.put(
                "swallowed_from_the_jdk",
                "try { IntStream.of(3).forEach(System::exit); } catch (Throwable t) {} " + WAIT);
        ways.put("dependency", "com.dep.Fatal.die();");
        ways.put(
                "context_thread",
                "worker.newThread(\"side\", () -> System.exit(3)).start(); " + WAIT);
        ways.put(
                "context_thread_by_reference",
                "IntConsumer c = System::exit; worker.newThread(\"side\", () -> c.accept(3)).start(); "
                        + WAIT);
        ways.put("raw_thread", "new Thread(() -> System.exit(3)).start(); " + WAIT);
        ways.put("virtual_thread", "Thread.startVirtualThread(() -> System.exit(3)); " + WAIT);
        ways.put(
                "executor",
                "worker.newExecutor(\"side\", 1).submit(() -> System.exit(3)); " + WAIT);
        ways.put("in_exit_action", "worker.atExit(() -> System.exit(3));");
        return ways;
    }

    private static Path dependency(Path folder) {
        return LibraryBuilder.library()
                .source(
                        "com/dep/Fatal.java",
                        "package com.dep; public class Fatal { public static void die() { System.exit(3); } }")
                .jar(folder.resolve("fatal-1.0.jar"));
    }

    @Test
    void
            R83_and_R84_exit_0_unregisters_exit_1_restarts_and_so_does_a_crash_with_nothing_attached() {
        var library =
                Workers.of("com.acme.exits")
                        .worker("zero", RESTARTED, "say(\"runs\"); System.exit(0);")
                        .worker("one", RESTARTED, "say(\"runs\"); System.exit(1);")
                        .worker("three", RESTARTED, "say(\"runs\"); System.exit(3);");
        neighbour(library);
        library.jar(modules.resolve("exits.jar"));
        try (var host = run()) {
            host.await("background worker \"zero\" (PID");
            host.await("unregistering background worker \"zero\"");
            host.await("one: runs", 3);
            host.await("three: runs", 2);
            assertEquals(
                    1, host.log().stream().filter(line -> line.contains("zero: runs")).count());
            assertTrue(host.await("\"one\" (PID").endsWith("exited with exit code 1"));
            assertTrue(host.await("\"zero\" (PID").endsWith("exited with exit code 0"));
            livesOn(host);
        }
    }

    @Test
    void exit_in_init_refuses_that_library_alone() {
        var library = Workers.of("com.acme.good");
        neighbour(library);
        library.jar(modules.resolve("good.jar"));
        Workers.of("com.acme.bad")
                .worker("never", "say(\"runs\");")
                .init("Runnable r = () -> System.exit(0); r.run();")
                .jar(modules.resolve("bad.jar"));
        try (var host = run()) {
            host.await("ERROR:  could not load library \"com.acme.bad\": its init failed");
            livesOn(host);
            assertTrue(host.log().stream().noneMatch(line -> line.contains("never: runs")));
        }
    }

    @Test
    void R72_errors_of_the_virtual_machine_end_the_worker_that_they_strike() {
        var library =
                Workers.of("com.acme.errors")
                        .worker(
                                "too_deep",
                                "new Object() { int deep(int n) { return deep(n + 1) + 1; } }.deep(0);")
                        .worker("out_of_memory", "throw new OutOfMemoryError(\"by hand\");")
                        .worker("assertion", "throw new AssertionError(\"by hand\");");
        neighbour(library);
        library.jar(modules.resolve("errors.jar"));
        try (var host = run()) {
            ends(host, "too_deep", 1);
            ends(host, "out_of_memory", 134);
            ends(host, "assertion", 1);
            livesOn(host);
        }
    }

    private static void ends(HostProcess host, String name, int code) {
        var line = host.await("background worker \"%s\" (PID".formatted(name));
        assertTrue(line.endsWith("exited with exit code " + code), line);
    }

    private static String registration(String name) {
        return "registrar.register(BackgroundWorker.named(\"%s\").library(\"com.acme.exits\").function(\"%s\").build());"
                .formatted(name, name);
    }

    private static void neighbour(Workers library) {
        library.worker(
                "neighbour",
                "while (true) { say(\"lives\"); worker.latch().await(); worker.latch().reset(); worker.reloadSettings(); }");
    }

    private static void livesOn(HostProcess host) {
        host.await("neighbour: lives");
        host.signal("HUP");
        host.await("neighbour: lives", 2);
        assertEquals(0, host.stop());
    }

    private HostProcess run() {
        return HostProcess.run(
                modules, data, "-c", "log_min_messages=debug1", "-c", "max_worker_processes=50");
    }
}
