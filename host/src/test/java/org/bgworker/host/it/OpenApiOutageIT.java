package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.HttpAnswer;
import org.bgworker.host.testing.OpenApi;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a host answers whose database does not is as its description says. */
final class OpenApiOutageIT {
    private static final OpenApi API = OpenApi.read();

    @TempDir private Path dir;

    @Test
    void the_database_is_gone_and_workers_have_not_been_started() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.patient")
                .worker("patient", Workers.CONNECTED, "")
                .jar(modules.resolve("patient.jar"));
        try (var host =
                HostProcess.run(
                        modules,
                        dir.resolve("data"),
                        "-c",
                        "database_url=jdbc:postgresql://127.0.0.1:1/none",
                        "-c",
                        "database_user=nobody")) {
            host.await("listening on socket");
            host.await("See the settings \"database_url\"");
            var status = asked("/v1/status", 200);
            assertEquals("startup", status.get("state").stringValue());
            assertEquals("gone", status.get("database").stringValue());
            var ready = asked("/readyz", 503).get("not_ready").get(0);
            assertEquals("patient", ready.get("name").stringValue());
            assertEquals("registered", ready.get("state").stringValue());
            var worker = asked("/v1/workers", 200).get(0);
            assertEquals("registered", worker.get("state").stringValue());
            var _ = asked("/healthz", 200);
            assertEquals(0, host.stop());
        }
    }

    private JsonNode asked(String path, int status) throws Exception {
        var answer = HttpAnswer.on(dir.resolve("data"), "GET", path, "");
        assertEquals(status, answer.status());
        assertEquals(List.of(), API.problems(API.operation("GET", path), answer));
        return OpenApi.tree(answer.body());
    }
}
