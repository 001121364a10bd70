package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Jars;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PostgresServer;
import org.bgworker.host.testing.Scratch;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a library brings in its folder is its own, whatever others and the host have. */
final class PrivateDependenciesIT {
    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void two_libraries_use_two_versions_of_a_dependency_side_by_side() throws IOException {
        versionOf("com.acme.one", "1.0");
        versionOf("com.acme.two", "2.0");
        try (var host = run()) {
            host.await("asks: version 1.0 by com.acme.one");
            host.await("asks: version 2.0 by com.acme.two");
            assertEquals(0, host.stop());
        }
    }

    private void versionOf(String library, String version) throws IOException {
        var folder = Files.createDirectory(modules.resolve(library));
        var dependency =
                LibraryBuilder.library()
                        .source(
                                "com/dep/Version.java",
                                "package com.dep; public class Version { public static final Object IS = new String(\"version %s\"); }"
                                        .formatted(version))
                        .jar(folder.resolve("dep-%s.jar".formatted(version)));
        Workers.of(library)
                .directive("requires dep;")
                .against(dependency)
                .worker(
                        "asks",
                        "say(com.dep.Version.IS + \" by \" + com.dep.Version.class.getClassLoader().getName());")
                .jar(folder.resolve("root.jar"));
    }

    @Test
    void plain_jars_that_name_one_another_in_a_circle_find_their_services() throws IOException {
        var folder = Files.createDirectory(modules.resolve("circle"));
        var api = "package com.api; public interface Greeter { String greet(); }";
        var facade =
                """
                package com.api;
                public class Greeters {
                    public static String all() {
                        var text = new StringBuilder();
                        for (var one : java.util.ServiceLoader.load(Greeter.class)) { text.append(one.greet()); }
                        return text.toString() + com.impl.Polite.NAME;
                    }
                }
                """;
        var implementation =
                """
                package com.impl;
                public class Polite implements com.api.Greeter {
                    public static final Object NAME = new String("!");
                    public String greet() { return "good day"; }
                }
                """;
        var both =
                LibraryBuilder.library()
                        .source("com/api/Greeter.java", api)
                        .source("com/api/Greeters.java", facade)
                        .source("com/impl/Polite.java", implementation);
        both.resource("META-INF/services/com.api.Greeter", "com.impl.Polite\n");
        var classes = both.jar(Scratch.directory("both").resolve("both.jar"));
        Jars.copy(classes, folder.resolve("greeter-api.jar"), name -> name.startsWith("com/api/"));
        Jars.copy(
                classes, folder.resolve("greeter-impl.jar"), name -> !name.startsWith("com/api/"));
        Workers.of("com.acme.circle")
                .directive("requires greeter.api;")
                .against(folder.resolve("greeter-api.jar"))
                .worker("greets", "say(com.api.Greeters.all());")
                .jar(folder.resolve("root.jar"));
        try (var host = run()) {
            host.await("greets: good day!");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_librarys_own_driver_is_not_the_hosts() throws IOException {
        var folder = Files.createDirectory(modules.resolve("own"));
        var pgjdbc = Files.copy(driver("postgresql"), folder.resolve("pgjdbc.jar"));
        Workers.of("com.acme.own")
                .directive("requires org.postgresql.jdbc; uses java.sql.Driver;")
                .against(pgjdbc)
                .worker(
                        "own",
                        CONNECTED,
                        """
                        var loader = Thread.currentThread().getContextClassLoader();
                        for (var driver : ServiceLoader.load(Driver.class, loader)) {
                            say("a driver from " + driver.getClass().getClassLoader().getName());
                        }
                        var connection = worker.initializeConnection();
                        say("the host's is mine: " + (connection instanceof org.postgresql.PGConnection));
                        """)
                .jar(folder.resolve("root.jar"));
        try (var host = HostProcess.runWithDatabase(modules, data)) {
            host.await("own: a driver from com.acme.own");
            host.await("own: the host's is mine: false");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_librarys_own_module_may_bear_the_name_of_one_of_the_hosts() throws IOException {
        var folder = Files.createDirectory(modules.resolve("own"));
        var picocli =
                LibraryBuilder.library()
                        .source(
                                "picocli/CommandLine.java",
                                "package picocli; public class CommandLine { public static String whose() { return \"mine\"; } }")
                        .resource(
                                "META-INF/MANIFEST.MF",
                                "Manifest-Version: 1.0\nAutomatic-Module-Name: info.picocli\n\n")
                        .jar(folder.resolve("anything.jar"));
        Workers.of("com.acme.own")
                .directive("requires info.picocli;")
                .against(picocli)
                .worker("asks", "say(\"picocli is \" + picocli.CommandLine.whose());")
                .jar(folder.resolve("root.jar"));
        try (var host = run()) {
            host.await("asks: picocli is mine");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R124_a_library_that_requires_pgjdbc_by_name_listens() throws IOException {
        Workers.of("com.acme.listens")
                .directive("requires org.postgresql.jdbc;")
                .against(driver("postgresql"))
                .worker(
                        "listens",
                        CONNECTED,
                        """
                        var connection = worker.initializeConnection();
                        connection.createStatement().execute("listen topic");
                        connection.createStatement().execute("notify topic, 'news'");
                        var driver = connection.unwrap(org.postgresql.PGConnection.class);
                        say("heard " + driver.getNotifications()[0].getParameter());
                        """)
                .jar(modules.resolve("listens.jar"));
        try (var server = PostgresServer.start();
                var host = run("-c", "database_url=" + server.url())) {
            host.await("listens: heard news");
            assertEquals(0, host.stop());
        }
    }

    private HostProcess run(String... words) {
        return HostProcess.run(modules, data, words);
    }

    private static Path driver(String name) throws IOException {
        try (Stream<Path> jars = Files.list(Places.distribution().resolve("drivers"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
