package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.RawSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the socket does with clients that are not as they should be. */
final class SocketIT {
    @TempDir private static Path dir;
    private static Path data = Path.of("");
    private static List<HostProcess> host = List.of();

    @BeforeAll
    static void a_host_runs() throws Exception {
        data = dir.resolve("data");
        var modules = Files.createDirectory(dir.resolve("modules"));
        host = List.of(HostProcess.run(modules, data, "-c", "log_min_messages=log"));
        host.getFirst().await("listening on socket");
    }

    @AfterAll
    static void it_is_well() throws IOException {
        assertStatus("200 OK", RawSocket.request(data, "GET", "/v1/status"));
        try (var follower = RawSocket.to(data)) {
            follower.send("GET /v1/log?follow=true HTTP/1.1\r\nHost: x\r\n\r\n");
            assertEquals(0, host.getFirst().stop(), "who follows the log keeps nobody");
        }
        assertTrue(
                host.getFirst().log().stream()
                        .noneMatch(line -> line.contains("Exception") || line.contains("\tat ")),
                () -> String.join("\n", host.getFirst().log()));
    }

    private static void assertStatus(String expected, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + expected), answer);
    }

    private static String post(String path, String body) throws IOException {
        return RawSocket.ask(
                data,
                "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, body.length(), body));
    }

    @Test
    void it_is_for_its_user_alone() throws IOException {
        assertEquals("rw-------", permissions(data.resolve("bgworker.sock")));
        assertEquals("rwx------", permissions(data));
    }

    private static String permissions(Path of) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
    }

    @Test
    void what_is_not_there_is_404_and_what_is_there_for_others_405() throws IOException {
        assertStatus("404", RawSocket.request(data, "GET", "/v2/workers"));
        assertStatus("404", RawSocket.request(data, "GET", "/v1/workers/9.9"));
        assertStatus("404", RawSocket.request(data, "GET", "/v1/workers/nobody/wait"));
        var other = RawSocket.request(data, "DELETE", "/v1/workers");
        assertStatus("405", other);
        assertTrue(other.contains("Allow: GET, POST"), other);
    }

    @Test
    void paths_lead_nowhere_else() throws IOException {
        assertStatus("400", RawSocket.request(data, "GET", "/v1/../../etc/passwd"));
        assertStatus("200", RawSocket.request(data, "GET", "/v1/x/../status"));
        assertStatus("400", RawSocket.request(data, "GET", "/v1/%2e%2e/status"));
        assertStatus("400", RawSocket.request(data, "GET", "/v1%2fstatus"));
        assertStatus("400", RawSocket.request(data, "GET", "/v1/workers/%00"));
    }

    @Test
    void what_is_too_large_or_no_request_is_refused() throws IOException {
        assertStatus(
                "431",
                RawSocket.ask(
                        data,
                        "GET /v1/status HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n"
                                .formatted("y".repeat(20_000))));
        assertStatus("505", RawSocket.ask(data, "what is this?\r\n\r\n"));
        assertStatus("400", RawSocket.ask(data, "\0\1\2\r\n\r\n"));
        assertStatus("413", post("/v1/workers", " ".repeat(70_000)));
        assertStatus("400", post("/v1/workers", "{\"name\": "));
        assertStatus("400", post("/v1/workers", "[1, 2]"));
        assertStatus("400", post("/v1/workers", "{\"colour\": \"red\"}"));
        assertStatus("400", post("/v1/workers", "{\"main_arg\": \"many\"}"));
        assertStatus("400", post("/v1/shutdown", "{\"mode\": \"gently\"}"));
    }

    @Test
    void a_thousand_idle_connections_and_slow_ones_keep_nobody_waiting() throws IOException {
        var idle = new ArrayList<RawSocket>();
        try {
            for (int i = 0; i < 1000; i++) {
                idle.add(RawSocket.to(data));
            }
            for (var slow : idle.subList(0, 100)) {
                slow.send("GET /v1/sta");
            }
            assertStatus("200 OK", RawSocket.request(data, "GET", "/v1/status"));
        } finally {
            for (var one : idle) {
                one.close();
            }
        }
    }

    @Test
    void a_client_that_goes_away_in_the_middle_is_forgotten() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (var follower = RawSocket.to(data)) {
                follower.send("GET /v1/log?follow=true HTTP/1.1\r\nHost: x\r\n\r\n");
            }
        }
        assertStatus("200 OK", RawSocket.request(data, "GET", "/v1/status"));
    }
}
