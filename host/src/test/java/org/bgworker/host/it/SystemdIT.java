package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bgworker.host.testing.HostProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What systemd is told; Python listens in its place, for the JDK has no datagram sockets of files.
 */
final class SystemdIT {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final String LISTENER =
            """
            import socket, sys
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            listener.bind(sys.argv[1])
            print("listening", flush=True)
            while True:
                print(listener.recv(1000).decode().replace("\\n", " "), flush=True)
            """;

    @TempDir private Path dir;

    @Test
    void it_is_told_when_the_host_is_ready_alive_and_stopping() throws Exception {
        assumeTrue(Files.exists(PYTHON), "no Python: install the package python3");
        var socket = dir.resolve("notify");
        var program = Files.writeString(dir.resolve("listener.py"), LISTENER);
        var listener =
                new ProcessBuilder(PYTHON.toString(), program.toString(), socket.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var told = listener.inputReader()) {
            assertEquals("listening", told.readLine());
            var environment = Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "300000");
            try (var host =
                    HostProcess.run(
                            environment,
                            List.of("--enable-native-access=org.bgworker.host"),
                            Files.createDirectory(dir.resolve("modules")),
                            dir.resolve("data"))) {
                assertEquals("READY=1", told.readLine());
                until(told, "STATUS=run");
                until(told, "WATCHDOG=1");
                until(told, "WATCHDOG=1");
                assertEquals(0, host.stop());
                until(told, "STOPPING=1 STATUS=stop backends");
                assertTrue(
                        host.log().stream().noneMatch(line -> line.contains("systemd")),
                        host.log()::toString);
            }
        } finally {
            listener.destroy();
        }
    }

    private static void until(BufferedReader told, String line) throws Exception {
        for (var next = told.readLine(); !line.equals(next); next = told.readLine()) {
            assertTrue(next != null, "the listener has ended");
        }
    }
}
