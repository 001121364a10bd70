package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A private server that cannot be had is told of, and keeps only those waiting that need it. */
final class PrivateServerFailuresIT {
    @TempDir private Path dir;
    private Path modules = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void makePlaces() throws IOException {
        modules = Files.createDirectory(dir.resolve("modules"));
        data = dir.resolve("data");
        CountingLibrary.in(modules);
    }

    private HostProcess run(String... words) {
        return HostProcess.run(modules, data, words);
    }

    @Test
    void one_that_never_comes_up_keeps_only_those_waiting_that_need_it() throws IOException {
        try (var host = run("-c", "postgresql_home=" + programs("exec sleep 600"))) {
            host.await("plain: runs");
            host.await("creating data directory");
            assertEquals(0, host.stop());
            assertTrue(host.log().stream().noneMatch(line -> line.contains("counts: start")));
        }
    }

    @Test
    void one_that_dies_soon_after_each_start_is_started_again_and_again() throws IOException {
        var dies = "timeout -s QUIT 1 \"$real/$name\" \"$@\"; exit 3";
        try (var host = run("-c", "postgresql_home=" + programs(dies))) {
            host.await("counts: start 1");
            host.await("exited with exit code 3", 2);
            host.await("counts: start 3");
            host.await("plain: runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void one_that_cannot_start_is_told_of_with_its_last_words_until_it_can() throws IOException {
        var control = data.resolve("postgresql/global/pg_control");
        try (var host = run()) {
            host.await("counts: start 1");
            assertEquals(0, host.stop());
        }
        var hidden = Files.move(control, control.resolveSibling("hidden"));
        try (var host = run()) {
            host.await("plain: runs");
            host.await("WARNING:  could not start the private server");
            host.await("could not find the database system");
            Files.move(hidden, control);
            host.await("counts: start 2");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_data_directory_of_another_major_version_is_left_alone() throws IOException {
        Files.createDirectories(data.resolve("postgresql"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(data.resolve("postgresql/PG_VERSION"), "12\n");
        own(data.resolve("postgresql"));
        try (var host = run()) {
            host.await("WARNING:  no PostgreSQL 12 found for the private server");
            host.await("no other major version can open it");
            host.await("To move the data to another version");
            host.await("plain: runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void without_programs_those_wait_that_need_a_session_and_both_remedies_are_named()
            throws IOException {
        var nothing = Files.createDirectory(dir.resolve("nothing"));
        try (var host = run("-c", "postgresql_home=" + nothing)) {
            host.await("invalid value for parameter \"postgresql_home\"");
            host.await("plain: runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_configuration_that_keeps_the_host_out_is_told_of_and_a_repaired_one_is_taken()
            throws IOException {
        var hba = data.resolve("postgresql/pg_hba.conf");
        try (var host = run()) {
            host.await("counts: start 1");
            assertEquals(0, host.stop());
        }
        var good = Files.readString(hba);
        Files.writeString(hba, "local all all scram-sha-256\n");
        try (var host = run()) {
            host.await("WARNING:  could not start the private server");
            host.await("pg_hba.conf does not let the role \"postgres\" in");
            Files.writeString(hba, good);
            host.await("counts: start 2");
            assertEquals(0, host.stop());
        }
    }

    /** As if its server had made it: of root's, another user runs the server. */
    private static void own(Path directory) throws IOException {
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            Files.setAttribute(directory, "unix:uid", 65534);
        }
    }

    /**
     * An installation whose {@code postgres} tells its version, and does something else instead of
     * running; {@code initdb} works.
     */
    private Path programs(String instead) throws IOException {
        var real = Places.distribution().resolve("postgresql");
        var forAll = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(dir, forAll);
        var fake = Files.createDirectory(dir.resolve("fake"));
        try (Stream<Path> parts = Files.list(real)) {
            for (var part : parts.filter(one -> !one.endsWith("bin")).toList()) {
                Files.createSymbolicLink(fake.resolve(part.getFileName()), part);
            }
        }
        var bin = Files.createDirectory(fake.resolve("bin"));
        script(bin.resolve("initdb"), real, "exec \"$real/$name\" \"$@\"");
        script(
                bin.resolve("postgres"),
                real,
                """
                case $* in
                *fsync=on*) %s ;;
                *) exec "$real/$name" "$@" ;;
                esac
                """
                        .formatted(instead));
        return fake;
    }

    private static void script(Path file, Path real, String body) throws IOException {
        Files.writeString(
                file,
                "#!/bin/sh\nreal='%s/bin' name=%s\n%s\n".formatted(real, file.getFileName(), body));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
