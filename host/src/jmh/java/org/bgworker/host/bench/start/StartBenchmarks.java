package org.bgworker.host.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.Places;

/** What starts of processes take: of a host to its first main and its thousandth, and of commands. */
public final class StartBenchmarks {
    private static final int LIBRARIES = 1000;
    private static final String HELLO =
            """
            package hello;
            public class Hello {
                public static void main(String[] args) throws Exception {
                    System.out.write('.');
                    System.out.flush();
                    Thread.sleep(100);
                }
            }
            """;

    private StartBenchmarks() {}

    /** Prints tables of what a user starts: hosts, commands, and what they need when idle. */
    public static void tables() throws Exception {
        var one = MarkingLibraries.make(1);
        new StartTable(new ColdProcess(hello(), 1), one).print();
        sessions();
        CommandTable.print(Files.createTempDirectory("data"));
        IdleTable.print();
        socket();
    }

    /** Prints what a worker waits for its first session. */
    public static void sessions() throws Exception {
        var one = MarkingLibraries.make(1, MarkingLibraries.First.SESSION);
        new StartTable(new ColdProcess(hello(), 1), one).printSessions();
    }

    /** Prints what hosts need when idle. */
    public static void idle() throws Exception {
        IdleTable.print();
    }

    /** Prints what registrations over the socket take. */
    public static void socket() throws Exception {
        SocketTable.print();
    }

    /** Prints a row for each. */
    public static void run() throws IOException, InterruptedException {
        var data = Files.createTempDirectory("data");
        var many = MarkingLibraries.make(LIBRARIES);
        var bare = new ColdProcess(bareLayers(many), LIBRARIES);
        var warm = new ColdProcess(host(many, data), LIBRARIES);
        print(new Contest("1,000 libraries → last main, known", bare, warm, "≤ 1.2"), 10);
        var unknown = new ColdProcess(forgetful(many, data), LIBRARIES);
        print(new Contest("the same, not known: all inspected", bare, unknown, ""), 5);
    }

    private static void print(Contest contest, int rounds)
            throws IOException, InterruptedException {
        System.out.println(contest.row(rounds));
    }

    private static List<String> hello() throws IOException {
        var jar = Files.createTempDirectory("hello").resolve("hello.jar");
        LibraryBuilder.library()
                .source("module-info.java", "module hello {}")
                .source("hello/Hello.java", HELLO)
                .jar(jar);
        return List.of(Places.java(), "-p", jar.toString(), "-m", "hello/hello.Hello");
    }

    private static List<String> bareLayers(Path modules) {
        var classes =
                Path.of(
                        BareLayers.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        return List.of(
                Places.java(),
                "-p",
                LibraryBuilder.spi().toString(),
                "--add-modules",
                "org.bgworker.spi",
                "-cp",
                classes.toString(),
                BareLayers.class.getName(),
                modules.toString());
    }

    /** As the script starts it. */
    private static List<String> host(Path modules, Path data) {
        var command = new ArrayList<>(List.of(Places.java()));
        command.add("-XX:AOTCache=" + Places.distribution().resolve("bgworker.aot"));
        command.add("-Xlog:aot*=off");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:CompileThresholdScaling=10"));
        command.addAll(List.of("-p", Places.distribution().resolve("lib").toString()));
        command.addAll(List.of("--add-modules", "ALL-DEFAULT,java.se", "-m", "org.bgworker.host"));
        command.addAll(words(modules, data));
        return command;
    }

    private static List<String> words(Path modules, Path data) {
        return List.of(
                "run",
                "--modules",
                modules.toString(),
                "--data",
                data.toString(),
                "-c",
                "audit=built",
                "-c",
                "max_worker_processes=1100",
                "-c",
                "stop_timeout=1ms");
    }

    /** Removes what is remembered of libraries, and then starts the host. */
    private static List<String> forgetful(Path modules, Path data) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "rm \"$0\"; exec \"$@\""));
        command.add(data.resolve("inspections").toString());
        command.addAll(host(modules, data));
        return command;
    }
}
