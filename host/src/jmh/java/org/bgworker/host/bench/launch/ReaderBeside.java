package org.bgworker.host.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;

/**
 * From a registration over the socket to the end of the worker, in microseconds, and the same while
 * somebody looks: what the page asks every second, what {@code ps --watch 1} asks, and both streams.
 * The two take turns in one host.
 */
final class ReaderBeside {
    private static final String LIBRARY = "bench.reader";
    private static final int WARM_UP = 3000;
    private static final int ROUNDS = 12;
    private static final int REGISTRATIONS = 1500;
    private static final List<String> LOOKS =
            List.of("/v1/status", "/v1/workers?all=true", "/v1/libraries", "/v1/workers");

    private final HostClient client;

    private ReaderBeside(HostClient client) {
        this.client = client;
    }

    static Result measure() throws Exception {
        var dir = Files.createTempDirectory("bench");
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of(LIBRARY).function("once", "").jar(modules.resolve("reader.jar"));
        var data = dir.resolve("data");
        try (var host = HostProcess.run(modules, data)) {
            host.await("listening on socket");
            var rounds = new ReaderBeside(new HostClient(data)).rounds(data);
            host.stop();
            return new Result("registration → end, with a reader beside", "µs", "≤ 1.05", rounds);
        }
    }

    private List<Round> rounds(Path data) throws Exception {
        var _ = median(WARM_UP);
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < ROUNDS; i++) {
            var before = Neighbours.now();
            double alone = median(REGISTRATIONS);
            double beside = withReader(data);
            rounds.add(new Round(alone, beside, before.share()));
        }
        return rounds;
    }

    private double withReader(Path data) throws Exception {
        var over = new AtomicBoolean();
        var readers = new ArrayList<Thread>();
        readers.add(Thread.ofVirtual().start(() -> look(new HostClient(data), over)));
        for (var stream : List.of("/v1/log?follow=true", "/v1/events?follow=true")) {
            readers.add(Thread.ofVirtual().start(() -> follow(new HostClient(data), stream)));
        }
        double median = median(REGISTRATIONS);
        over.set(true);
        readers.forEach(Thread::interrupt); // which closes their channels
        for (var reader : readers) {
            reader.join();
        }
        return median;
    }

    private static void look(HostClient client, AtomicBoolean over) {
        try {
            while (!over.get()) {
                for (var path : LOOKS) {
                    var _ = client.get(path);
                }
                Thread.sleep(1000);
            }
        } catch (ReportException | InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void follow(HostClient client, String stream) {
        try {
            client.lines(stream, _ -> true);
        } catch (ReportException end) {
            Thread.currentThread().interrupt();
        }
    }

    private double median(int registrations) throws IOException, ReportException {
        var times = new double[registrations];
        for (int i = 0; i < registrations; i++) {
            long begin = System.nanoTime();
            var made = client.post("/v1/workers", Map.of("library", LIBRARY, "function", "once"));
            var _ = client.get("/v1/workers/" + Trees.text(made, "handle") + "/wait");
            times[i] = (System.nanoTime() - begin) / 1e3;
        }
        return Figures.quantile(times, 0.5);
    }
}
