package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a library sees of itself, and what it does not see of the host. */
final class IsolationIT {
    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void a_library_finds_its_own_services_by_layer_and_by_context_class_loader() {
        Workers.of("com.acme.services")
                .directive("uses com.acme.services.Tool;")
                .directive("provides com.acme.services.Tool with com.acme.services.Hammer;")
                .source(
                        "com/acme/services/Tool.java",
                        "package com.acme.services; public interface Tool {}")
                .source(
                        "com/acme/services/Hammer.java",
                        "package com.acme.services; public class Hammer implements Tool {}")
                .worker(
                        "finds",
                        """
                        say("by layer " + ServiceLoader.load(getClass().getModule().getLayer(), Tool.class).stream().toList().size());
                        say("by loader " + ServiceLoader.load(Tool.class).stream().toList().size());
                        var side = worker.newThread("side", () ->
                                say("by loader on a thread " + ServiceLoader.load(Tool.class).stream().toList().size()));
                        side.start();
                        side.join();
                        """)
                .jar(modules.resolve("services.jar"));
        try (var host = run()) {
            host.await("finds: by layer 1");
            host.await("finds: by loader 1");
            host.await("finds: by loader on a thread 1");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void resources_are_found_as_the_module_system_has_it_and_without_the_jar() throws IOException {
        var jar =
                Workers.of("com.acme.resources")
                        .resource("com/acme/resources/own.txt", "own words")
                        .resource("META-INF/open.txt", "open words")
                        .worker(
                                "reads",
                                """
                                while (Files.exists(Path.of("%s"))) { worker.latch().await(); worker.latch().reset(); }
                                try (var in = getClass().getResourceAsStream("own.txt")) { say(new String(in.readAllBytes())); }
                                try (var in = getClass().getModule().getResourceAsStream("com/acme/resources/own.txt")) {
                                    say("by module " + new String(in.readAllBytes()));
                                }
                                var loader = getClass().getClassLoader();
                                say("encapsulated " + loader.getResource("com/acme/resources/own.txt"));
                                try (var in = loader.getResource("META-INF/open.txt").openStream()) {
                                    say(new String(in.readAllBytes()));
                                }
                                say("absent " + loader.getResource("META-INF/absent.txt"));
                                """
                                        .formatted(modules.resolve("resources.jar")))
                        .jar(modules.resolve("resources.jar"));
        try (var host = run()) {
            host.await("ready to accept connections");
            Files.delete(jar);
            host.signal("HUP"); // sets the latch
            host.await("reads: own words");
            host.await("reads: by module own words");
            host.await("reads: encapsulated null");
            host.await("reads: open words");
            host.await("reads: absent null");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void stack_traces_name_the_library() {
        Workers.of("com.acme.traces")
                .worker("throws_it", "throw new IllegalStateException(\"on purpose\");")
                .jar(modules.resolve("traces.jar"));
        try (var host = run()) {
            host.await("ERROR:  java.lang.IllegalStateException: on purpose");
            host.await(
                    "at com.acme.traces/com.acme.traces/com.acme.traces.throws_it.main(throws_it.java:");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void the_host_and_its_dependencies_are_not_to_be_seen() {
        Workers.of("com.acme.curious")
                .worker(
                        "looks",
                        CONNECTED,
                        """
                        worker.initializeConnection();
                        for (var name : List.of("org.bgworker.host.server.Host", "org.bgworker.host.cli.Main",
                                "picocli.CommandLine", "io.github.classgraph.ClassGraph", "org.tinylog.Logger",
                                "org.postgresql.Driver", "org.bgworker.spi.binding.CurrentWorker")) {
                            try {
                                var found = Class.forName(name);
                                say(name + " is accessible: " + getClass().getModule().canRead(found.getModule()));
                            } catch (ClassNotFoundException absent) {
                                say(name + " is absent");
                            }
                        }
                        for (var name : List.of("org.bgworker.spi.WorkerMain", "java.sql.Driver", "java.util.List")) {
                            say(Class.forName(name).getName() + " is there");
                        }
                        """)
                .jar(modules.resolve("curious.jar"));
        try (var host = HostProcess.runWithDatabase(modules, data)) {
            for (var name :
                    new String[] {
                        "org.bgworker.host.server.Host",
                        "org.bgworker.host.cli.Main",
                        "picocli.CommandLine",
                        "io.github.classgraph.ClassGraph",
                        "org.tinylog.Logger",
                        "org.postgresql.Driver",
                        "org.bgworker.spi.binding.CurrentWorker"
                    }) {
                host.await("looks: " + name + " is absent");
            }
            host.await("looks: org.bgworker.spi.WorkerMain is there");
            host.await("looks: java.sql.Driver is there");
            host.await("looks: java.util.List is there");
            assertEquals(0, host.stop());
        }
    }

    private HostProcess run() {
        return HostProcess.run(modules, data);
    }
}
