package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bgworker.host.testing.HttpAnswer;
import org.bgworker.host.testing.OpenApi;
import org.bgworker.host.testing.OpenApi.Operation;
import org.bgworker.host.testing.RawSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a host takes and refuses, and what it streams, is as its description says. */
final class OpenApiRequestsIT {
    private static final OpenApi API = OpenApi.read();
    private static final String BODY = "/requestBody/content/application~1json/schema";

    @TempDir private static Path dir;
    private static List<DescribedHost> host = List.of();

    @BeforeAll
    static void a_host_runs() throws Exception {
        host = List.of(new DescribedHost(dir));
    }

    @AfterAll
    static void it_stops() {
        assertEquals(0, host().process().stop());
        host().close();
    }

    private static DescribedHost host() {
        return host.getFirst();
    }

    @Test
    void a_worker_is_refused_if_it_is_not_as_described_and_taken_if_it_is() {
        var register = API.operation("POST", "/v1/workers");
        var library = "{\"library\": \"com.acme.described\", ";
        for (var good :
                List.of(
                        library + "\"function\": \"returns\"}",
                        library + "\"function\": \"returns\", \"flags\": [\"notifies_ready\"]}",
                        library
                                + "\"function\": \"returns\", \"start_time\": \"consistent_state\"}",
                        library + "\"function\": \"returns\", \"main_arg\": -9223372036854775808}",
                        library
                                + "\"function\": \"f\", \"name\": \"\", \"type\": \"t\", \"extra\": \"e\"}")) {
            assertVerdict(register, good, 201);
        }
        for (var bad :
                List.of(
                        "{}",
                        "{\"function\": \"returns\"}",
                        library + "\"function\": \"\"}",
                        library + "\"function\": 1}",
                        library + "\"function\": \"returns\", \"colour\": \"red\"}",
                        library + "\"function\": \"returns\", \"name\": \"caf\\u00e9\"}",
                        library + "\"function\": \"returns\", \"name\": null}",
                        library
                                + "\"function\": \"returns\", \"name\": \"%s\"}"
                                        .formatted("n".repeat(96)),
                        library
                                + "\"function\": \"returns\", \"extra\": \"%s\"}"
                                        .formatted("e".repeat(129)),
                        library + "\"function\": \"returns\", \"flags\": \"shmem_access\"}",
                        library + "\"function\": \"returns\", \"flags\": [\"class_parallel\"]}",
                        library
                                + "\"function\": \"returns\", \"start_time\": \"recovery finished\"}",
                        library + "\"function\": \"returns\", \"restart_seconds\": 0}",
                        library + "\"function\": \"returns\", \"restart_seconds\": 86400001}",
                        library + "\"function\": \"returns\", \"main_arg\": \"many\"}")) {
            assertVerdict(register, bad, 400);
        }
    }

    @Test
    void a_shutdown_of_another_kind_is_refused() {
        var shutdown = API.operation("POST", "/v1/shutdown");
        assertVerdict(shutdown, "{\"mode\": \"gently\"}", 400);
        assertVerdict(shutdown, "{\"Mode\": \"immediate\"}", 400);
        assertVerdict(shutdown, "[]", 400);
    }

    @Test
    void a_login_of_another_kind_is_refused() {
        var login = API.operation("POST", "/v1/database/login");
        assertVerdict(login, "{\"database\": \"\", \"administrator\": false}", 200);
        assertVerdict(login, "{\"administrator\": true}", 409); // of another's server
        assertVerdict(login, "{\"database\": 5}", 400);
        assertVerdict(login, "{\"administrator\": \"yes\"}", 400);
        assertVerdict(login, "{\"role\": \"postgres\"}", 400);
    }

    private static void assertVerdict(Operation operation, String body, int status) {
        assertEquals(status, host().post(operation.path(), body).status(), body);
        var problems = API.check(operation.pointer() + BODY, OpenApi.tree(body));
        assertEquals(status == 400, !problems.isEmpty(), () -> body + problems);
    }

    @Test
    void what_a_worker_is_shown_with_can_be_sent() {
        var shown = OpenApi.tree(host().get("/v1/workers/" + host().handle("connected")).body());
        var flags = shown.get("flags").toString();
        var time = shown.get("start_time").toString();
        assertEquals("[\"backend_database_connection\",\"shmem_access\"]", flags);
        assertEquals(
                201,
                host().post(
                                "/v1/workers",
                                "{\"library\": \"x\", \"function\": \"f\", \"flags\": %s, \"start_time\": %s}"
                                        .formatted(flags, time))
                        .status());
    }

    @Test
    void parameters_are_refused_if_they_are_not_as_described_and_taken_if_they_are() {
        var ended = host().register("returns", "");
        host().awaitEnd(ended);
        for (var operation : API.operations()) {
            for (var parameter : API.parameters(operation)) {
                if (parameter.get("in").stringValue().equals("query")) {
                    var path = operation.path().replace("{handle}", ended);
                    assertTaken(path, parameter);
                }
            }
        }
    }

    /** An example is taken, and of what is no text everything else is refused. */
    private static void assertTaken(String path, JsonNode parameter) {
        var name = parameter.get("name").stringValue();
        var good = name.equals("follow") ? "false" : parameter.get("example").asString();
        assertEquals(200, host().get("%s?%s=%s".formatted(path, name, good)).status(), path + name);
        var schema = parameter.get("schema");
        if (schema.get("type").stringValue().equals("string") && !schema.has("enum")) {
            return;
        }
        for (var bad : List.of("", "yes", "-1", "1.5", "99999999999999999999")) {
            var answer = host().get("%s?%s=%s".formatted(path, name, bad));
            assertEquals(400, answer.status(), () -> path + name + bad);
            assertEquals(List.of(), API.problems("/components/responses/BadRequest", answer));
        }
    }

    @Test
    void every_line_of_a_stream_is_as_described_and_all_events_occur() throws Exception {
        host().register("fails", ", \"name\": \"gives up\", \"restart_seconds\": 1");
        host().process().await("background worker \"gives up\" has failed too often");
        host().awaitEnd(host().register("returns", ""));
        host().makeReady();
        var events = lines("/v1/events", host().get("/v1/events"));
        assertEquals(
                Set.of(
                        "registered",
                        "started",
                        "ready",
                        "exited",
                        "restart due",
                        "gave up",
                        "unregistered",
                        "server",
                        "database",
                        "library"),
                events.stream()
                        .map(one -> one.get("event").stringValue())
                        .collect(Collectors.toSet()));
        var slow = lines("/v1/events", host().get("/v1/events?name=slow"));
        assertEquals(3, slow.size(), slow::toString);
    }

    @Test
    void who_has_missed_lines_is_told_how_many() throws Exception {
        host().awaitEnd(host().register("chatters", ""));
        host().process().await("chatters: is silent");
        var log = lines("/v1/log", host().get("/v1/log?after=1"));
        long missed = log.getFirst().get("missed").longValue();
        assertEquals(missed + 2, log.get(1).get("number").longValue());
        assertEquals(1000, log.size() - 1);
    }

    private static List<JsonNode> lines(String path, HttpAnswer answer) {
        assertEquals(200, answer.status(), answer::body);
        assertEquals(List.of(), API.problems(API.operation("GET", path), answer));
        return answer.body().lines().filter(line -> !line.isEmpty()).map(OpenApi::tree).toList();
    }

    @Test
    void what_comes_is_streamed_to_who_follows() throws Exception {
        try (var follower = RawSocket.to(host().data())) {
            follower.send("GET /v1/events?follow=true&name=late HTTP/1.0\r\nHost: x\r\n\r\n");
            host().awaitEnd(host().register("returns", ", \"name\": \"late\""));
            var answer =
                    HttpAnswer.of(
                            follower.readUntil(text ->
                                    text.contains("\"unregistered\"") && text.endsWith("\n")));
            assertEquals(
                    List.of("registered", "started", "ready", "exited", "unregistered"),
                    lines("/v1/events", answer).stream()
                            .map(one -> one.get("event").stringValue())
                            .toList());
        }
    }

    @Test
    void what_nobody_has_looked_at_is_refused_in_the_same_form() throws IOException {
        assertError(
                431,
                "GET /v1/status HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n"
                        .formatted("y".repeat(20_000)));
        assertError(505, "what is this?\r\n\r\n");
        assertError(400, "GET /v1%2fstatus HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertError(
                413,
                "POST /v1/reload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n11170\r\n%s\r\n0\r\n\r\n"
                        .formatted(" ".repeat(70_000)));
        assertError(404, "GET /v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    private static void assertError(int status, String request) throws IOException {
        var text = RawSocket.ask(host().data(), request);
        var answer = HttpAnswer.of(text);
        assertEquals(status, answer.status());
        assertTrue(answer.header("content-type").startsWith("application/json"), text);
        assertEquals(
                List.of(), API.check("/components/schemas/Error", OpenApi.tree(answer.body())));
    }

    @Test
    void names_are_encoded_as_usual() {
        var name = URLEncoder.encode("a b&c=d", StandardCharsets.UTF_8);
        host().awaitEnd(host().register("returns", ", \"name\": \"a b&c=d\""));
        assertFalse(lines("/v1/events", host().get("/v1/events?name=" + name)).isEmpty());
    }
}
