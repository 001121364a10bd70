package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty-two clients at once, each registering one worker after the other and waiting for it. */
final class ManyClientsIT {
    private static final int CLIENTS = 32;
    private static final String LIBRARY = "com.acme.many";

    @TempDir private Path dir;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void a_thousand_workers_are_run_none_lost_and_none_doubled() throws Exception {
        runsEach(1000);
    }

    @Test
    @Tag("thorough")
    void ten_thousand_workers_are_run_none_lost_and_none_doubled() throws Exception {
        runsEach(10_000);
    }

    private void runsEach(int workers) throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of(LIBRARY)
                .functionClass(
                        "once",
                        """
                        static final Set<Long> SEEN = ConcurrentHashMap.newKeySet();
                        static final AtomicLong RUNS = new AtomicLong();
                        @Override public void main(Datum arg) {
                            SEEN.add(arg.asLong());
                            RUNS.incrementAndGet();
                        }
                        """)
                .function(
                        "count",
                        "say(once.SEEN.size() + \" different ones in \" + once.RUNS + \" runs\");")
                .jar(modules.resolve("many.jar"));
        var data = dir.resolve("data");
        try (var host = HostProcess.run(modules, data, "-c", "max_worker_processes=64")) {
            host.await("listening on socket");
            var begin = Instant.now();
            int listings = runAll(data, workers);
            var took = Duration.between(begin, Instant.now());
            run(new HostClient(data), "count", 0);
            host.await("count: %d different ones in %d runs".formatted(workers, workers));
            assertTrue(listings > 0);
            System.out.printf(
                    "%,d workers registered and waited for by %d clients in %.1f s, %.0f a second; %d listings beside them, each consistent%n",
                    workers,
                    CLIENTS,
                    took.toMillis() / 1e3,
                    workers / (took.toMillis() / 1e3),
                    listings);
            assertEquals(0, host.stop());
        }
    }

    /** Runs all, and gives how many listings have been looked at meanwhile. */
    private int runAll(Path data, int workers) throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var reader = clients.submit(() -> look(new HostClient(data)));
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS; i++) {
                all.add(clients.submit(registering(new HostClient(data), workers)));
            }
            for (var one : all) {
                one.get();
            }
            over.set(true);
            return reader.get();
        }
    }

    private Callable<Boolean> registering(HostClient client, int workers) {
        return () -> {
            for (int number = next.getAndIncrement();
                    number < workers;
                    number = next.getAndIncrement()) {
                run(client, "once", number);
            }
            return true;
        };
    }

    private static void run(HostClient client, String function, int argument) throws Exception {
        var handle =
                Trees.text(
                        client.post(
                                "/v1/workers",
                                Map.of(
                                        "library", LIBRARY,
                                        "function", function,
                                        "main_arg", argument)),
                        "handle");
        var answer = Trees.map(client.get("/v1/workers/%s/wait".formatted(handle)));
        var exit = Trees.map(answer.getOrDefault("last_exit", ""));
        assertEquals("returned", Trees.text(exit, "kind"), answer::toString);
    }

    /** Lists again and again: never is a handle or a pid there twice. */
    private int look(HostClient client) throws Exception {
        int listings = 0;
        for (; !over.get(); listings++) {
            var handles = new HashSet<String>();
            var pids = new HashSet<String>();
            for (var one : Trees.maps(client.get("/v1/workers"))) {
                assertTrue(handles.add(Trees.text(one, "handle")), one::toString);
                boolean runs = List.of("running", "stopping").contains(Trees.text(one, "state"));
                assertEquals(runs, Trees.number(one, "pid") > 0, one::toString);
                assertTrue(!runs || pids.add(Trees.text(one, "pid")), one::toString);
            }
        }
        return listings;
    }
}
