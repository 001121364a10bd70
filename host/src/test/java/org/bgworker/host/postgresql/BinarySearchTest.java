package org.bgworker.host.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which programs are taken, of scripts that tell a version and do nothing else. */
final class BinarySearchTest {
    private static final int NOWHERE = 99;

    @TempDir private Path dir;

    private Path programs(String name, String version) throws IOException {
        var bin = Files.createDirectories(dir.resolve(name).resolve("bin"));
        var postgres = bin.resolve("postgres");
        Files.writeString(
                postgres, "#!/bin/sh\necho 'postgres (PostgreSQL) %s'\n".formatted(version));
        Files.setPosixFilePermissions(postgres, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin;
    }

    private static BinarySearch search(Path home, Path bundled) {
        return new BinarySearch(home, bundled, Optional.empty());
    }

    @Test
    void an_installation_that_is_named_is_taken_with_or_without_its_folder_bin() throws Exception {
        var bin = programs("named", "99.4");
        var bundled = programs("bundled", "99.1");
        assertEquals("99.4", search(bin, bundled).find(Optional.empty()).version());
        assertEquals(
                "99.4", search(bin.resolveSibling(""), bundled).find(Optional.of(99)).version());
    }

    @Test
    void what_is_bundled_is_taken_where_its_version_is_not_installed() throws Exception {
        var bundled = programs("bundled", "99.1 (Debian 99.1-1)");
        var found = search(Path.of(""), bundled).find(Optional.empty());
        assertEquals(new Binaries(bundled, "99.1", 99), found);
        assertEquals(99, search(Path.of(""), bundled).find(Optional.of(99)).major());
    }

    @Test
    void a_data_directory_is_opened_by_its_own_major_version_only() throws Exception {
        var bundled = programs("bundled", "98.3");
        for (var home : new Path[] {Path.of(""), bundled}) {
            var none =
                    assertThrows(
                            ReportException.class,
                            () -> search(home, bundled).find(Optional.of(NOWHERE)));
            assertEquals("no PostgreSQL 99 found for the private server", none.report().primary());
            assertTrue(none.report().hint().contains("pg_dumpall"), none.report().hint());
        }
    }

    @Test
    void what_cannot_be_used_is_told_with_its_reason() throws Exception {
        var old = programs("old", "14.2");
        var broken = programs("broken", "");
        assertTrue(refusal(old).detail().contains("is version 14.2"), refusal(old).detail());
        assertTrue(refusal(broken).detail().contains("postgres (PostgreSQL)"));
        assertTrue(refusal(dir.resolve("absent")).detail().contains("absent"));
    }

    private static Report refusal(Path home) {
        return assertThrows(ReportException.class, () -> search(home, home).find(Optional.empty()))
                .report();
    }
}
