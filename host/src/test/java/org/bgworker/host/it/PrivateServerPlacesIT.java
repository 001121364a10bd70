package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The private server under the users, privileges and file systems that containers have. Only root
 * can try them.
 */
@Tag("thorough")
final class PrivateServerPlacesIT {
    private static final String NAMELESS = "12345";

    @TempDir private Path dir;
    private Path modules = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void makeLibrary() throws IOException {
        assumeTrue(
                (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "not root: users, privileges and mounts cannot be tried");
        modules = Files.createDirectory(dir.resolve("modules"));
        data = dir.resolve("data");
        Workers.of("com.acme.writes")
                .worker(
                        "writes",
                        CONNECTED + RESTARTED,
                        """
                        var statement = worker.initializeConnection().createStatement();
                        statement.execute("create table if not exists t (pad text)");
                        while (true) {
                            statement.execute("insert into t select repeat('x', 1000) from generate_series(1, 100)");
                            say("has written");
                            worker.latch().await(Duration.ofMillis(50));
                        }
                        """)
                .jar(modules.resolve("writes.jar"));
    }

    private static void works(HostProcess host) {
        try (host) {
            host.await("writes: has written");
            assertEquals(0, host.stop());
        }
    }

    /** Skips a test where this machine does not let it do what it needs. */
    private static void assumeWorks(List<String> starter, String... command)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(starter);
        words.addAll(List.of(command));
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = process.inputReader().readAllAsString();
        assumeTrue(process.waitFor() == 0, () -> "this machine does not allow it: " + said);
    }

    private static void execute(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = process.inputReader().readAllAsString();
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void a_user_without_a_name_gets_a_data_directory_too() throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        execute("chown", "-R", NAMELESS + ":" + NAMELESS, dir.toString());
        var nameless =
                List.of("setpriv", "--reuid", NAMELESS, "--regid", NAMELESS, "--clear-groups");
        assumeWorks(nameless, "test", "-r", Places.distribution().resolve("jdk").toString());
        assumeWorks(nameless, Places.java(), "-version");
        works(HostProcess.runBy(nameless, modules, data));
    }

    @Test
    void without_the_privilege_to_become_another_user_root_is_told_what_to_do() {
        var bare = List.of("setpriv", "--bounding-set=-setuid,-setgid");
        try (var host = HostProcess.runBy(bare, modules, data)) {
            host.await("WARNING:  could not become user");
            host.await("HINT:  Give the host the capabilities CAP_SETUID");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void programs_that_only_root_can_reach_are_copied_for_the_servers_user() throws Exception {
        var home = Files.createDirectory(dir.resolve("only root's")).resolve("postgresql");
        execute(
                "cp",
                "-a",
                Places.distribution().resolve("postgresql").toString(),
                home.toString());
        works(HostProcess.run(modules, data, "-c", "postgresql_home=" + home));
    }

    @Test
    void nothing_is_written_outside_of_the_data_directory() throws Exception {
        assumeWorks(mounted("mount -t tmpfs tmpfs \"$0\" && mount -o remount,ro,bind /"), "true");
        works(
                HostProcess.runBy(
                        mounted("mount -t tmpfs tmpfs \"$0\" && mount -o remount,ro,bind /"),
                        modules,
                        data.resolve("data")));
    }

    @Test
    void on_a_full_disk_the_server_fails_until_there_is_room() throws Exception {
        var small =
                mounted(
                        "mount -t tmpfs -o size=64m tmpfs \"$0\" && dd if=/dev/zero of=\"$0/filler\" bs=1M count=12 2>&1");
        assumeWorks(small, "true");
        try (var host = HostProcess.runBy(small, modules, data.resolve("data"))) {
            host.await("writes: has written");
            host.await("No space left on device");
            long written =
                    host.log().stream().filter(it -> it.contains("writes: has written")).count();
            execute(
                    "nsenter",
                    "-m",
                    "-t",
                    Long.toString(host.process().pid()),
                    "rm",
                    data.resolve("filler").toString());
            host.await("writes: has written", Math.toIntExact(written) + 5);
            assertEquals(0, host.stop());
        }
    }

    /** What executes its arguments where a script has mounted something at {@code data}. */
    private List<String> mounted(String script) {
        return List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mkdir -p \"$0\" && " + script + " && exec \"$@\"",
                data.toString());
    }
}
