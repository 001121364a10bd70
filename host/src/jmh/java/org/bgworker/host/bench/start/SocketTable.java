package org.bgworker.host.bench.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.bgworker.host.bench.Checkout;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.HostUnavailableException;
import org.bgworker.host.client.Trees;
import org.bgworker.host.testing.Workers;

/**
 * Registrations over the socket of a host that the script has just started, by clients that wait
 * for each worker's end: how many in a second, and what one costs the host on the processors.
 */
final class SocketTable {
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 4;
    private static final int REGISTRATIONS = 2500;
    private static final String LIBRARY = "bench.socket";

    private SocketTable() {}

    static void print() throws Exception {
        System.out.printf(
                "%n| %,d registrations over the socket, median of %d | each second | host's CPU, each |%n|---|---:|---:|%n",
                CLIENTS * REGISTRATIONS, ROUNDS);
        var modules = Files.createTempDirectory("modules");
        Workers.of(LIBRARY).function("once", "").jar(modules.resolve("socket.jar"));
        var taken = new LinkedHashMap<Checkout, List<Taken>>();
        for (int i = 0; i < ROUNDS; i++) {
            for (var checkout : Checkout.all()) {
                taken.computeIfAbsent(checkout, _ -> new ArrayList<>())
                        .add(run(checkout, modules));
            }
        }
        taken.forEach((checkout, all) -> {
            double wall = all.stream().mapToDouble(Taken::wall).sorted().toArray()[ROUNDS / 2];
            double cpu = all.stream().mapToDouble(Taken::cpu).sorted().toArray()[ROUNDS / 2];
            int count = CLIENTS * REGISTRATIONS;
            System.out.printf(
                    "| %s | %,.0f | %.2f ms |%n",
                    checkout.label(), count / wall * 1000, cpu / count);
        });
    }

    private static Taken run(Checkout checkout, Path modules) throws Exception {
        var data = Files.createTempDirectory("data");
        var words =
                "run --modules %s --data %s -c audit=built -c max_worker_processes=64"
                        .formatted(modules, data);
        var host =
                new ProcessBuilder(checkout.command(List.of(words.split(" ", -1))))
                        .redirectErrorStream(true)
                        .redirectOutput(new File("/dev/null"))
                        .start();
        awaitAnswer(new HostClient(data));
        double before = Processors.of(host.pid());
        long begin = System.nanoTime();
        register(data);
        var taken =
                new Taken(
                        (System.nanoTime() - begin) / 1e6, Processors.of(host.pid()) - before);
        host.toHandle().destroy();
        host.waitFor();
        return taken;
    }

    private static void awaitAnswer(HostClient client) throws Exception {
        while (true) {
            try {
                var _ = client.get("/v1/status");
                return;
            } catch (HostUnavailableException notYet) {
                Thread.sleep(10);
            }
        }
    }

    private static void register(Path data)
            throws InterruptedException, ExecutionException {
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            Callable<Boolean> client =
                    () -> {
                        for (int i = 0; i < REGISTRATIONS; i++) {
                            registerOne(new HostClient(data));
                        }
                        return true;
                    };
            for (var one : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
                one.get();
            }
        }
    }

    private static void registerOne(HostClient client) throws Exception {
        var made = client.post("/v1/workers", Map.of("library", LIBRARY, "function", "once"));
        var answer = client.get("/v1/workers/" + Trees.text(made, "handle") + "/wait");
        if (!answer.toString().contains("returned")) {
            throw new IOException(answer.toString());
        }
    }
}
