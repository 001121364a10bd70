package org.bgworker.host.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of its own module that has a host inside. */
final class EmbeddingIT {
    private static final String MODULE =
            "module com.acme.app { requires org.bgworker.host; }"; // the spi comes with it
    private static final String MAIN =
            """
            package com.acme.app;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.List;
            import org.bgworker.host.embedding.*;
            import org.bgworker.spi.*;
            import org.bgworker.spi.WorkerStatus.State;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    var data = Path.of(args[1]);
                    var builder = EmbeddedHost.builder().modules(Path.of(args[0])).data(data)
                            .setting("audit", "built").setting("max_worker_processes", "3");
                    try (var host = builder.start(); var connection = host.connect()) {
                        try { builder.start(); }
                        catch (HostRefusedException twice) { System.out.println("refused: " + twice.primary().replace(data.toString(), "DATA")); }
                        var handle = connection.registerDynamic(worker("waits").build()).orElseThrow();
                        System.out.println("started: " + handle.waitForStartup().state());
                        System.out.println("workers: " + host.workers().stream().map(one -> one.entry().name() + " " + one.status().state()).toList());
                        System.out.println("libraries: " + host.libraries().stream().map(one -> one.name() + " " + one.state()).toList());
                        connection.handle(handle.toString()).terminate();
                        System.out.println("ended: " + handle.waitForShutdown().lastExit().orElseThrow());
                        fails(host, connection);
                        host.stop(StopMode.SMART);
                        var late = connection.registerDynamic(worker("waits").build()).orElseThrow();
                        System.out.println("a smart shutdown waits: " + late.waitForStartup().state() + " " + host.stopped().isDone());
                        connection.close();
                        System.out.println("left running: " + host.stopped().join());
                        System.out.println("afterwards: " + connection.registerDynamic(worker("waits").build()));
                    }
                    try (var again = builder.start()) {
                        System.out.println("again: " + again.workers().size());
                        while (spares() != 2) { Thread.onSpinWait(); }
                    }
                    while (spares() != 0) { Thread.onSpinWait(); }
                    System.out.println("no spare thread is left");
                }

                private static long spares() {
                    return Thread.getAllStackTraces().keySet().stream().filter(one -> one.getName().equals("spare worker thread")).count();
                }

                private static void fails(EmbeddedHost host, HostConnection connection) throws InterruptedException {
                    var policy = RestartPolicy.PLAIN.atMost(1, Duration.ofHours(1));
                    var handle = connection.registerDynamic(
                            worker("fails").restartAfter(Duration.ofSeconds(1), policy).notifyPid(connection.pid()).build()).orElseThrow();
                    while (handle.status().state() != State.FAILED) { Thread.onSpinWait(); }
                    System.out.println("failed after " + host.workers().stream().filter(one -> one.entry().name().equals("fails")).findFirst().orElseThrow().starts() + " starts");
                    System.out.println("reset: " + host.resetFailed("fails") + " " + host.resetFailed("unknown"));
                    while (handle.status().state() != State.WAITING_FOR_RESTART) { Thread.onSpinWait(); }
                    System.out.println("starts again in 1 s: " + (handle.status().restartIn().orElseThrow().compareTo(Duration.ofSeconds(1)) <= 0));
                    handle.terminate();
                }

                private static BackgroundWorker.Builder worker(String function) {
                    return BackgroundWorker.named(function).library("com.acme.lib").function(function).startTime(StartTime.POSTMASTER_START);
                }
            }
            """;

    private static final String ASKING =
            """
            package com.acme.app;
            import java.nio.file.Path;
            import org.bgworker.host.embedding.*;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    var builder = EmbeddedHost.builder().modules(Path.of(args[0])).data(Path.of(args[1]))
                            .setting("audit", "off").setting("driver_directory", args[2]);
                    try (var host = builder.setting("shared_preload_libraries", "").start()) {
                        while (host.database().condition().equals("not known yet")) { Thread.onSpinWait(); }
                        System.out.println("database: " + host.database().condition());
                    }
                    try (var host = builder.setting("shared_preload_libraries", "*").start()) {
                        while (!host.workers().stream().allMatch(one -> one.entry().name().equals("private server"))) { Thread.onSpinWait(); }
                    }
                }
            }
            """;

    @TempDir private Path directory;

    @Test
    void an_application_starts_a_host_and_is_a_backend_of_it() throws IOException {
        var modules = Files.createDirectory(directory.resolve("modules"));
        Workers.of("com.acme.lib")
                .function("waits", "worker.latch().await();")
                .function("fails", "throw new IOException(\"always\");")
                .jar(modules.resolve("lib.jar"));
        var lib = Places.distribution().resolve("lib");
        var app =
                LibraryBuilder.library()
                        .requires(lib)
                        .source("module-info.java", MODULE)
                        .source("com/acme/app/Main.java", MAIN)
                        .jar(directory.resolve("app.jar"));
        assertEquals(
                List.of(
                        "refused: lock file \"DATA/bgworker.pid\" already exists",
                        "started: RUNNING",
                        "workers: [waits RUNNING, private server RUNNING]",
                        "libraries: [com.acme.lib LOADED]",
                        "ended: Terminated[reason=ADMINISTRATOR]",
                        "failed after 2 starts",
                        "reset: 1 0",
                        "starts again in 1 s: true",
                        "a smart shutdown waits: RUNNING false",
                        "left running: 0",
                        "afterwards: Refused[reason=the database system is shutting down, detail=, hint=]",
                        "again: 1",
                        "no spare thread is left"),
                output(lib + ":" + app, modules));
    }

    @Test
    @Tag("thorough")
    void an_application_brings_along_the_postgresql_of_its_host() throws IOException {
        var modules = Files.createDirectory(directory.resolve("modules"));
        Workers.of("com.acme.lib")
                .worker(
                        "asks",
                        Workers.CONNECTED,
                        """
                        try (var rows = worker.initializeConnection().createStatement().executeQuery("select 40 + 2")) {
                            rows.next();
                            System.out.println("answer: " + rows.getInt(1));
                        }
                        """)
                .jar(modules.resolve("lib.jar"));
        var lib = Files.createDirectory(directory.resolve("lib"));
        try (var jars = Files.list(Places.distribution().resolve("lib"))) {
            for (var jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        var app =
                LibraryBuilder.library()
                        .requires(lib)
                        .source("module-info.java", MODULE)
                        .source("com/acme/app/Main.java", ASKING)
                        .jar(directory.resolve("app.jar"));
        var binaries = Places.distribution().resolveSibling("postgresql/binaries.jar");
        assertEquals(
                List.of("database: not started", "answer: 42"),
                output(lib + ":" + app, modules, "-cp", binaries.toString()));
    }

    private List<String> output(String modulePath, Path modules, String... options)
            throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Places.java(),
                                "-p",
                                modulePath,
                                "--add-modules",
                                "ALL-DEFAULT,java.se",
                                "-m",
                                "com.acme.app/com.acme.app.Main",
                                modules.toString(),
                                directory.resolve("data").toString(),
                                Places.distribution().resolve("drivers").toString()));
        command.addAll(1, List.of(options));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    }
}
