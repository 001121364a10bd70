package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.RawSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are made to be misunderstood: each gets one answer, and does nothing. */
final class HostileRequestsIT {
    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d+)");
    private static final String RELOAD = "POST /v1/reload HTTP/1.1\r\nHost: x\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    /** Would end the host. */
    private static final String SMUGGLED =
            "POST /v1/shutdown HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";

    @TempDir private static Path dir;
    private static Path data = Path.of("");
    private static List<HostProcess> host = List.of();

    @BeforeAll
    static void a_host_runs() throws Exception {
        data = dir.resolve("data");
        var modules = Files.createDirectory(dir.resolve("modules"));
        host = List.of(HostProcess.run(modules, data));
        host.getFirst().await("ready to accept connections");
        host.getFirst().await("listening on socket");
    }

    @AfterAll
    static void nothing_was_done_and_nothing_has_broken() throws IOException {
        assertEquals(List.of("200"), statuses(get("/v1/status")));
        assertEquals(0, host.getFirst().stop());
        for (var line : host.getFirst().log()) {
            assertTrue(line.matches("\\S+ \\S+ UTC \\[1] LOG:  .*"), line);
        }
        host.getFirst().close();
    }

    private static String get(String path) {
        return "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(path);
    }

    private static String post(String path, String headers, String body) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(path, headers, body.length(), body);
    }

    private static List<String> statuses(String request) throws IOException {
        var answer = RawSocket.ask(data, request);
        return STATUS.matcher(answer).results().map((MatchResult one) -> one.group(1)).toList();
    }

    @Test
    void where_a_body_ends_is_never_in_doubt() throws IOException {
        for (var lengths :
                List.of(
                        "Content-Length: 2\r\nContent-Length: 2\r\n",
                        "Content-Length: 2\r\nContent-Length: 70\r\n",
                        "Content-Length: 2, 2\r\n",
                        "Content-Length: +2\r\n",
                        "Content-Length: -1\r\n",
                        "Content-Length: 99999999999999999999\r\n",
                        "Content-Length : 2\r\n",
                        CHUNKED + "Content-Length: 2\r\n",
                        "Content-Length: 2\r\n" + CHUNKED,
                        "Transfer-Encoding: xchunked\r\n",
                        "Transfer-Encoding: chunked, identity\r\n",
                        "Transfer-Encoding:\u000bchunked\r\n",
                        "X: y\r\n Content-Length: 2\r\n",
                        "X: y\rContent-Length: 2\r\n",
                        "X\u0000: y\r\n")) {
            assertEquals(List.of("400"), statuses(RELOAD + lengths + "\r\n{}" + SMUGGLED), lengths);
        }
        for (var chunks :
                List.of(
                        "zz\r\n{}\r\n0\r\n\r\n",
                        "-2\r\n{}\r\n0\r\n\r\n",
                        "ffffffffffffffff\r\n{}",
                        "2\r\n{}X")) {
            assertEquals(
                    List.of("400"),
                    statuses(RELOAD + CHUNKED + "\r\n" + chunks + SMUGGLED),
                    chunks);
        }
    }

    @Test
    void a_body_that_is_too_large_is_not_read_to_its_end() throws IOException {
        var chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";
        var large = RELOAD + CHUNKED + "\r\n" + chunk.repeat(18) + "0\r\n\r\n" + get("/v1/shmem");
        assertEquals(List.of("413", "200"), statuses(large));
        assertEquals(
                List.of("413"),
                statuses(RELOAD + "Connection: close\r\nContent-Length: 70000\r\n\r\n"));
        assertEquals(
                List.of("413"),
                statuses(
                        RELOAD
                                + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 70000\r\n\r\n"));
        try (var endless = RawSocket.to(data)) {
            endless.send(RELOAD + CHUNKED + "\r\n");
            int sent = 0;
            while (sent < 1_000_000 && couldSend(endless, chunk.repeat(16))) {
                sent++;
            }
            assertTrue(sent < 1_000_000);
        }
    }

    private static boolean couldSend(RawSocket socket, String text) {
        try {
            socket.send(text);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void other_protocols_are_not_spoken() throws IOException {
        assertEquals(
                List.of("400"), statuses("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"));
        assertEquals(
                List.of("400"), statuses("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n" + get("/v1/status")));
        assertEquals(List.of("505"), statuses("GET /v1/status\r\n\r\n"));
        var upgrade =
                get("/v1/status")
                        .replace(
                                "Connection: close",
                                "Connection: close, Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk");
        assertEquals(List.of("200"), statuses(upgrade));
        assertEquals(
                List.of("400"), statuses("\u0016\u0003\u0001\0\u00c8\1\0\0\u00c4\3\3".repeat(20)));
    }

    @Test
    void only_the_methods_of_the_table_do_anything() throws IOException {
        for (var method :
                List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "post")) {
            var request = get("/v1/reload").replace("GET", method);
            assertEquals(List.of("405"), statuses(request), method);
        }
        var secret =
                RawSocket.ask(
                        data,
                        get("/v1/reload")
                                .replace("GET", "TRACE")
                                .replace("x\r\n", "x\r\nX-Secret: y\r\n"));
        assertFalse(secret.contains("Secret"), secret);
        assertEquals(
                List.of("405"),
                statuses(
                        get("/v1/reload")
                                .replace("x\r\n", "x\r\nX-HTTP-Method-Override: POST\r\n")));
        assertEquals(List.of("404"), statuses(get("*").replace("GET", "OPTIONS")));
        for (var target :
                List.of(
                        "*",
                        "?",
                        "v1/status",
                        "http://y/v1/status",
                        "/v1/status#x",
                        "//v1/status")) {
            assertEquals(List.of("400"), statuses(get(target)), target);
        }
    }

    @Test
    void what_is_no_json_of_a_worker_is_refused() throws IOException {
        for (var body :
                List.of(
                        "null",
                        "true",
                        "17",
                        "\"x\"",
                        "[]",
                        "{} {}",
                        "{}x",
                        "[".repeat(10_000),
                        "{\"a\":".repeat(10_000),
                        "{\"name\":%s%s}".formatted("[".repeat(10_000), "]".repeat(10_000)),
                        "{\"main_arg\": %s}".formatted("9".repeat(60_000)),
                        "{\"main_arg\": 9223372036854775808}",
                        "{\"main_arg\": 1e999999999}",
                        "{\"main_arg\": 1.5}",
                        "{\"main_arg\": null}",
                        "{\"restart_seconds\": 9223372036854775807}",
                        "{\"restart_seconds\": -1}",
                        "{\"name\": \"a\", \"name\": \"b\"}",
                        "{\"name\": \"%s\"}".formatted("x".repeat(60_000)),
                        "{\"name\": \"\u00ff\u00fe\"}",
                        "{\"flags\": {\"a\": 1}}",
                        "{\"flags\": [null]}",
                        "{\"extra\": \"%s\"}".formatted("x".repeat(129)),
                        "{\"start_time\": \"never\"}")) {
            assertEquals(List.of("400"), statuses(post("/v1/workers", "", body)), body);
        }
        assertEquals(List.of("400"), statuses(post("/v1/shutdown", "", "{\"mode\": null}")));
        assertEquals(List.of("400"), statuses(post("/v1/shutdown", "", "{\"mode\": [\"fast\"]}")));
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(" ".repeat(10_000_000).getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals(
                List.of("400"),
                statuses(
                        post(
                                "/v1/reload",
                                "Content-Encoding: gzip\r\n",
                                bomb.toString(StandardCharsets.ISO_8859_1))));
    }

    @Test
    void queries_and_headers_have_an_end() throws IOException {
        assertEquals(List.of("414"), statuses(get("/v1/status?" + "a=b&".repeat(16_000))));
        assertEquals(List.of("400"), statuses(get("/v1/status?" + "a&".repeat(3_500))));
        assertEquals(
                List.of("431"),
                statuses(
                        get("/v1/status")
                                .replace("\r\n\r\n", "\r\n" + "a:b\r\n".repeat(5_000) + "\r\n")));
        for (var bad : List.of("%", "%zz", "%ff%fe", "%u0041")) {
            assertEquals(List.of("400"), statuses(get("/v1/workers?all=" + bad)), bad);
        }
        for (var odd :
                List.of(
                        "timeout_ms=-5",
                        "timeout_ms=x",
                        "timeout_ms=99999999999999999999",
                        "until=%00")) {
            assertEquals(List.of("400"), statuses(get("/v1/workers/7.77/wait?" + odd)), odd);
        }
        for (var handle :
                List.of(
                        "999999999.999999999999999999",
                        "-1.0",
                        "1e0.0",
                        "٠.0".replace("٠", "%D9%A0"))) {
            assertEquals(List.of("404"), statuses(get("/v1/workers/" + handle)), handle);
        }
    }

    @Test
    void a_thousand_requests_in_one_go_get_a_thousand_answers() throws Exception {
        var many =
                get("/v1/shmem").replace("Connection: close\r\n", "").repeat(999)
                        + get("/v1/shmem");
        try (var socket = RawSocket.to(data)) {
            var sender = Thread.ofVirtual().start(() -> assertTrue(couldSend(socket, many)));
            var answer = socket.readAll();
            sender.join();
            assertEquals(
                    1000,
                    STATUS.matcher(answer)
                            .results()
                            .filter(one -> one.group(1).equals("200"))
                            .count());
        }
    }

    @Test
    void who_asks_and_never_reads_is_not_answered_for_ever() throws Exception {
        try (var deaf = RawSocket.to(data)) {
            var sender = Thread.ofVirtual().start(() -> sendForEver(deaf));
            for (int i = 0; i < 100; i++) {
                assertEquals(List.of("200"), statuses(get("/v1/status")));
            }
            assertTrue(sender.isAlive(), "it is kept waiting, and nobody else");
        }
    }

    private static void sendForEver(RawSocket socket) {
        var settings = "GET /v1/settings HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100);
        while (couldSend(socket, settings)) {}
    }
}
