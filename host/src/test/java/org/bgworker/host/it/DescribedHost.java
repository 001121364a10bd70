package org.bgworker.host.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.HttpAnswer;
import org.bgworker.host.testing.OpenApi;
import org.bgworker.host.testing.OpenApi.Operation;
import org.bgworker.host.testing.Workers;

/** A host with workers in many states, and a library that is refused. */
final class DescribedHost implements AutoCloseable {
    static final String LIBRARY = "com.acme.described";

    private static final String SOON = ".startTime(StartTime.POSTMASTER_START)";
    private static final String WAITS =
            "while (true) { worker.latch().await(); worker.latch().reset(); }";

    private final Path dir;
    private final HostProcess process;
    private final int port;

    /** Starts it; {@code slow} is not ready yet. */
    DescribedHost(Path dir) throws IOException {
        this.dir = dir;
        var modules = Files.createDirectory(dir.resolve("modules"));
        Files.writeString(modules.resolve("broken.jar"), "no jar");
        workers().jar(modules.resolve("described.jar"));
        process =
                HostProcess.runWithDatabase(
                        modules,
                        data(),
                        "-c",
                        "log_min_messages=debug1",
                        "-c",
                        "http_listen=127.0.0.1:0",
                        "-c",
                        "max_worker_processes=20",
                        "-c",
                        "database.elsewhere.url=jdbc:postgresql://127.0.0.1:1/none",
                        "-c",
                        "restart_limit=1",
                        "-c",
                        "stop_timeout=2s");
        port =
                Integer.parseInt(
                        process.await("listening on http:").replaceAll(".*:(\\d+)/.*", "$1"));
        process.await("listening on socket");
        process.await("slow: is warming up");
        process.await("connected: has a session");
    }

    private Workers workers() {
        return Workers.of(LIBRARY)
                .worker("waits", SOON + ".type(\"patient\")", WAITS)
                .worker(
                        "slow",
                        SOON + ".flags(WorkerFlag.NOTIFIES_READY)",
                        """
                        worker.reportActivity("warming up");
                        worker.reportProgress(3, 10);
                        say("is warming up");
                        while (!Files.exists(Path.of("%s"))) { worker.latch().await(Duration.ofMillis(20)); }
                        worker.ready();
                        say("is ready");
                        """
                                        .formatted(go())
                                + WAITS)
                .worker(
                        "connected",
                        Workers.CONNECTED,
                        """
                        worker.initializeConnection();
                        var _ = worker.segment("numbers", 4096, memory -> {});
                        say("has a session");
                        """
                                + WAITS)
                .function("waits_too", WAITS)
                .function("returns", "")
                .function("fails", "throw new SQLException(\"on purpose\", \"22012\");")
                .function("crashes", "System.exit(3);")
                .function(
                        "stays",
                        """
                        say("is here to stay");
                        while (true) {
                            try { new CountDownLatch(1).await(); } catch (InterruptedException again) {}
                        }
                        """)
                .function(
                        "chatters",
                        "for (int i = 0; i < 1100; i++) { say(i); } say(\"is silent\");");
    }

    private Path go() {
        return dir.resolve("go");
    }

    Path data() {
        return dir.resolve("data");
    }

    HostProcess process() {
        return process;
    }

    /** Has {@code slow} be ready, and so the host. */
    void makeReady() throws IOException {
        Files.createFile(go());
        process.await("slow: is ready");
    }

    HttpAnswer get(String path) {
        return ask("GET", path, "");
    }

    HttpAnswer post(String path, String body) {
        return ask("POST", path, body);
    }

    HttpAnswer ask(String method, String path, String body) {
        try {
            return HttpAnswer.on(data(), method, path, body);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Asks over TCP, with the token. */
    HttpAnswer over(Operation operation, Map<String, String> headers) {
        try {
            var all = new HashMap<>(headers);
            var token = Files.readString(data().resolve("http_token")).strip();
            all.putIfAbsent("Host", "localhost:" + port);
            all.putIfAbsent("Authorization", "Bearer " + token);
            var path = operation.path().replace("{handle}", "0.0");
            return HttpAnswer.over(port, operation.method(), path, all);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Registers a worker of the library that runs a function, and gives its handle. */
    String register(String function, String more) {
        var made =
                post(
                        "/v1/workers",
                        "{\"library\": \"%s\", \"function\": \"%s\", \"start_time\": \"postmaster_start\"%s}"
                                .formatted(LIBRARY, function, more));
        return OpenApi.tree(made.body()).get("handle").stringValue();
    }

    /** Waits for the end of a run. */
    HttpAnswer awaitEnd(String handle) {
        return get("/v1/workers/%s/wait?until=stopped".formatted(handle));
    }

    /** The handle of a worker, present or past. */
    String handle(String name) {
        return OpenApi.tree(get("/v1/workers?all=true").body())
                .valueStream()
                .filter(one -> one.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow()
                .get("handle")
                .stringValue();
    }

    @Override
    public void close() {
        process.close();
    }
}
