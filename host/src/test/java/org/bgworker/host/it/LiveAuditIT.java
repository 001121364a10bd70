package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import org.bgworker.host.testing.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may run changes while a host runs. */
final class LiveAuditIT {
    @TempDir private Path dir;
    private LiveModules live = LiveModules.in(Path.of(""));

    @BeforeEach
    void directories() throws IOException {
        live = LiveModules.in(dir).make();
    }

    @Test
    void what_is_permitted_while_the_host_runs_is_loaded_at_once_and_what_is_revoked_ends()
            throws Exception {
        live.drop(live.library("later", "1"), "later.jar");
        try (var host = live.start("-c", "audit=on", "-c", "library_poll_interval=1h")) {
            host.await("library \"later\" is not audited");
            host.await("ready to accept connections");
            assertEquals(0, LiveModules.count(host, "later 1 runs"));
            assertEquals(0, audit("later", "--permit").code());
            host.await("later 1 runs");
            assertEquals(0, audit("later", "--revoke").code());
            host.await("library \"later\" may no longer run");
            host.await("unloaded library \"later\"");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void what_others_may_no_longer_write_is_loaded_without_a_restart() throws Exception {
        mode(live.modules(), "rwxr-xrwx");
        live.drop(live.library("open", "1"), "open.jar");
        try (var host = live.start("-c", "audit=built")) {
            host.await("ready to accept connections");
            assertEquals(0, LiveModules.count(host, "open 1 runs"));
            mode(live.modules(), "rwxr-xr-x");
            live.drop(live.library("other", "1"), "other.jar");
            host.await("open 1 runs");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void a_folder_that_others_may_no_longer_write_is_loaded_at_once() throws Exception {
        var folder = Files.createDirectory(live.modules().resolve("folder"));
        mode(folder, "rwxr-xrwx");
        Files.move(live.library("inside", "1"), folder.resolve("inside.jar"));
        try (var host = live.start("-c", "audit=built", "-c", "library_poll_interval=1h")) {
            host.await("ready to accept connections");
            assertEquals(0, LiveModules.count(host, "inside 1 runs"));
            mode(folder, "rwxr-xr-x");
            host.await("inside 1 runs");
            assertEquals(0, host.stop());
        }
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private Answer audit(String... words) {
        var all = new ArrayList<>(Arrays.asList("audit", "--modules", live.modules().toString()));
        all.addAll(Arrays.asList("--data", live.data().toString()));
        all.addAll(Arrays.asList(words));
        return Answer.to(all.toArray(String[]::new));
    }
}
