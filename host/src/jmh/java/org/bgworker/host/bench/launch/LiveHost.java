package org.bgworker.host.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import org.bgworker.host.embedding.EmbeddedHost;
import org.bgworker.host.embedding.HostConnection;
import org.bgworker.host.embedding.HostRefusedException;
import org.bgworker.host.testing.Workers;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.Datum;

/** A host in this process with a library compiled for the benchmarks, and a connection to it. */
final class LiveHost {
    private static final String LIBRARY = "bench.workers";
    private static final String GAUGE =
            """
            static final LongPredicate GAUGE = (LongPredicate) System.getProperties().get("gauge");
            static void enter(Datum arg) {
                if (GAUGE.test(arg.asLong())) throw new IllegalStateException("to be restarted");
            }
            """;

    private final HostConnection connection;

    private LiveHost(EmbeddedHost host) {
        this.connection = host.connect();
    }

    /** With slots for so many workers, whose functions tell the gauge that they are entered. */
    static LiveHost start(Gauge gauge, int slots) throws IOException, HostRefusedException {
        var dir = Files.createTempDirectory("bench");
        var modules = Files.createDirectory(dir.resolve("modules"));
        library().jar(modules.resolve("bench.jar"));
        System.getProperties().put("gauge", gauge);
        return new LiveHost(
                EmbeddedHost.builder()
                        .modules(modules)
                        .data(dir.resolve("data"))
                        .setting("max_worker_processes", Integer.toString(slots))
                        .setting("restart_jitter", "0")
                        .start());
    }

    private static Workers library() {
        return Workers.of(LIBRARY)
                .functionClass("enters", function("enter(arg);"))
                .functionClass(
                        "waits",
                        function(
                                "enter(arg); var latch = WorkerContext.current().latch(); while (true) { latch.await(); latch.reset(); }"))
                .functionClass(
                        "naps",
                        function(
                                "enter(arg); var latch = WorkerContext.current().latch(); while (true) { latch.await(Duration.ofSeconds(1)); latch.reset(); }"));
    }

    private static String function(String body) {
        return GAUGE + "@Override public void main(Datum arg) throws Exception { " + body + " }";
    }

    /** A worker that runs one of the functions {@code enters}, {@code waits} and {@code naps}. */
    static BackgroundWorker.Builder worker(String function, long arg) {
        return BackgroundWorker.named(function)
                .library(LIBRARY)
                .function(function)
                .mainArg(Datum.of(arg));
    }

    BackgroundWorkerHandle register(BackgroundWorker worker) {
        return connection.registerDynamic(worker).orElseThrow();
    }
}
