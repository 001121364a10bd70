package org.bgworker.host.bench.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.embedding.EmbeddedHost;
import org.bgworker.host.embedding.HostConnection;
import org.bgworker.host.embedding.HostRefusedException;
import org.bgworker.host.testing.Workers;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.Datum;
import org.bgworker.spi.WorkerFlag;

/** A host in this process with a library compiled for the benchmarks, and a connection to it. */
final class LiveHost implements AutoCloseable {
    private static final String LIBRARY = "bench.workers";
    private static final String GAUGE =
            """
            static final LongPredicate GAUGE = (LongPredicate) System.getProperties().get("gauge");
            static void enter(Datum arg) {
                if (GAUGE.test(arg.asLong())) throw new IllegalStateException("to be restarted");
            }
            """;

    private static final String FIRST_STATEMENT =
            "WorkerContext.current().initializeConnection().createStatement().execute(\"create table t (n int)\"); enter(arg);";

    private final EmbeddedHost host;
    private final HostConnection connection;

    private LiveHost(EmbeddedHost host) {
        this.host = host;
        this.connection = host.connect();
    }

    /** With slots for so many workers, whose functions tell the gauge that they are entered. */
    static LiveHost start(Gauge gauge, int slots) throws IOException, HostRefusedException {
        return start(gauge, slots, Map.of());
    }

    /** The same, with more settings. */
    static LiveHost start(Gauge gauge, int slots, Map<String, String> settings)
            throws IOException, HostRefusedException {
        var dir = Files.createTempDirectory("bench");
        var modules = Files.createDirectory(dir.resolve("modules"));
        library().jar(modules.resolve("bench.jar"));
        System.getProperties().put("gauge", gauge);
        var host =
                EmbeddedHost.builder()
                        .modules(modules)
                        .data(dir.resolve("data"))
                        .setting("audit", "built")
                        .setting("max_worker_processes", Integer.toString(slots))
                        .setting("restart_jitter", "0");
        settings.forEach(host::setting);
        return new LiveHost(host.start());
    }

    private static Workers library() {
        return Workers.of(LIBRARY)
                .functionClass("enters", function("enter(arg);"))
                .functionClass(
                        "connects",
                        function("WorkerContext.current().initializeConnection(); enter(arg);"))
                .functionClass("writes", function(FIRST_STATEMENT))
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

    /** A worker that runs {@code connects} or {@code writes}. */
    static BackgroundWorker.Builder connected(String function) {
        return worker(function, 0)
                .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION);
    }

    /** Waits until sessions can be had. */
    void awaitDatabase() throws InterruptedException {
        while (host.database().state() == DatabaseState.UNAVAILABLE) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Override
    public void close() {
        connection.close();
        host.close();
    }

    BackgroundWorkerHandle register(BackgroundWorker worker) {
        return connection.registerDynamic(worker).orElseThrow();
    }
}
