package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;

/** PostgreSQL's programs, and a cluster made once to be copied for each server. */
record PostgresInstallation(Path home, Path programs, PostgresLauncher launcher, Path template) {

    private static final ConcurrentHashMap<Path, PostgresInstallation> INSTALLATIONS =
            new ConcurrentHashMap<>();

    static PostgresInstallation get() {
        String root = System.getProperty("bgworker.postgresql", "target/postgresql");
        return INSTALLATIONS.computeIfAbsent(
                Path.of(root).toAbsolutePath().normalize(), PostgresInstallation::prepare);
    }

    Path program(String name) {
        return programs.resolve("bin", name);
    }

    /** Makes a directory with a fresh cluster in its {@code data}. */
    Path newCluster(Path parent) throws IOException {
        Path directory = launcher.createDirectory(parent, "server");
        launcher.run("cp", "-a", template, directory.resolve("data"));
        return directory;
    }

    static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Of an installed PostgreSQL that is named, or of the distribution's own. */
    private static PostgresInstallation prepare(Path root) {
        var named = System.getProperty("bgworker.postgresql.home");
        var programs =
                named == null
                        ? Places.distribution().resolve("postgresql")
                        : Path.of(named).toAbsolutePath();
        try {
            return with(
                    programs,
                    Files.createDirectories(root.resolve("tests-" + programs.hashCode())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare PostgreSQL from " + programs, e);
        }
    }

    private static PostgresInstallation with(Path programs, Path home) throws IOException {
        var launcher = PostgresLauncher.thatRuns(programs.resolve("bin", "postgres"));
        Path template = home.resolve("template-" + launcher.uid());
        if (Files.notExists(template)) {
            publish(initialise(programs, home, launcher), template);
        }
        return new PostgresInstallation(home, programs, launcher, template);
    }

    private static Path initialise(Path programs, Path home, PostgresLauncher launcher)
            throws IOException {
        Path directory = launcher.createDirectory(home, "template");
        launcher.run(
                programs.resolve("bin", "initdb"),
                "--pgdata=" + directory,
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions");
        return directory;
    }

    /** Gives a finished directory its name, or discards it if another JVM was first. */
    private static void publish(Path made, Path name) throws IOException {
        try {
            Files.move(made, name, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.notExists(name)) {
                throw e;
            }
            delete(made);
        }
    }
}
