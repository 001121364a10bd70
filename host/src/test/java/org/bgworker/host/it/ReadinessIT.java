package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.RawSocket;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that say themselves when they are ready, and what they are doing. */
final class ReadinessIT {
    private static final String SOON = ".startTime(StartTime.POSTMASTER_START)";

    @TempDir private Path dir;

    @Test
    void the_host_is_ready_when_all_preloaded_workers_are() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        var go = dir.resolve("go");
        Workers.of("com.acme.ready")
                .worker("plain", SOON, "worker.latch().await();")
                .worker(
                        "slow",
                        SOON + ".flags(WorkerFlag.NOTIFIES_READY)",
                        """
                        worker.reportActivity("warming up");
                        worker.reportProgress(3, 10);
                        say("is warming up");
                        while (!Files.exists(Path.of("%s"))) { worker.latch().await(Duration.ofMillis(20)); }
                        worker.reportActivity("serving");
                        worker.reportProgress(10, 10);
                        worker.ready();
                        say("is ready");
                        worker.latch().await();
                        """
                                .formatted(go))
                .jar(modules.resolve("ready.jar"));
        var data = dir.resolve("data");
        try (var host = HostProcess.run(modules, data)) {
            host.await("slow: is warming up");
            host.await("ready to accept connections");
            host.await("listening on socket");
            var late = RawSocket.request(data, "GET", "/readyz");
            assertTrue(late.startsWith("HTTP/1.1 503"), late);
            assertTrue(late.contains("\"name\": \"slow\""), late);
            assertFalse(late.contains("plain"), late);
            var listing = ps(data);
            assertTrue(
                    listing.matches("(?s).*slow .* running, not ready .*warming up 3 of 10.*"),
                    listing);
            Files.createFile(go);
            host.await("slow: is ready");
            var ready = RawSocket.request(data, "GET", "/readyz");
            assertTrue(ready.startsWith("HTTP/1.1 200"), ready);
            assertTrue(ps(data).contains("serving 10 of 10"), ps(data));
            var events = Answer.ofHost(data, "events", "slow").out();
            assertTrue(events.contains("\"slow\" (PID "), events);
            assertEquals(1, events.lines().filter(line -> line.contains("ready after")).count());
            assertEquals(0, host.stop());
        }
    }

    private static String ps(Path data) {
        return Answer.ofHost(data, "ps").out();
    }
}
