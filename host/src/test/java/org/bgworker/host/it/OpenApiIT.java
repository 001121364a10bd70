package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.testing.HttpAnswer;
import org.bgworker.host.testing.OpenApi;
import org.bgworker.host.testing.OpenApi.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a host answers is as its description says. */
final class OpenApiIT {
    private static final OpenApi API = OpenApi.read();

    /** What need not be there, and is not missed. */
    private static final Set<String> OPTIONAL = Set.of("last_exit", "restart_seconds");

    @TempDir private static Path dir;
    private static List<DescribedHost> host = List.of();
    private static List<HttpAnswer> notReady = List.of();
    private static List<HttpAnswer> listing = List.of();

    @BeforeAll
    static void a_host_runs_with_workers_in_all_states() throws Exception {
        host = List.of(new DescribedHost(dir));
        var ended = host().awaitEnd(host().register("returns", ""));
        assertAsDescribed("GET", "/v1/workers/{handle}/wait", ended);
        host().awaitEnd(host().register("crashes", ""));
        host().register("fails", ", \"name\": \"gives up\", \"restart_seconds\": 1");
        host().process().await("background worker \"gives up\" has failed too often");
        host().awaitEnd(
                        host().register(
                                        "fails",
                                        ", \"name\": \"waits for restart\", \"restart_seconds\": 3600"));
        var stays = host().register("stays", "");
        host().process().await("stays: is here to stay");
        host().post("/v1/workers/%s/terminate".formatted(stays), "");
        notReady = List.of(host().get("/readyz"));
        listing = List.of(host().get("/v1/workers?all=true"));
        var abandoned = host().awaitEnd(stays);
        assertTrue(abandoned.body().contains("\"abandoned\""), abandoned.body());
        host().makeReady();
        Files.writeString(host().data().resolve("bgworker.conf"), "restart_jitter = 0.5\n");
    }

    @AfterAll
    static void it_shuts_down() {
        assertAsDescribed(
                "POST", "/v1/shutdown", host().post("/v1/shutdown", "{\"mode\": \"immediate\"}"));
        host().process().exitCode();
        host().close();
    }

    private static DescribedHost host() {
        return host.getFirst();
    }

    private static void assertAsDescribed(String method, String path, HttpAnswer answer) {
        assertEquals(List.of(), API.problems(API.operation(method, path), answer));
    }

    @Test
    void every_documented_answer_is_given_and_is_as_documented() {
        for (var operation : API.operations()) {
            for (int status : API.statuses(operation)) {
                if (!(operation.path().equals("/v1/shutdown") && status == 200)) {
                    var answer = provoke(operation, status);
                    assertEquals(status, answer.status(), () -> operation + answer.body());
                    assertEquals(List.of(), API.problems(operation, answer), operation::toString);
                }
            }
        }
    }

    private static HttpAnswer provoke(Operation operation, int status) {
        return switch (status) {
            case 400 -> ask(operation, "waits", "?colour=red", "");
            case 401 -> host().over(operation, Map.of("Authorization", "Bearer me"));
            case 403 -> host().over(operation, Map.of("Origin", "http://elsewhere"));
            case 404 -> host().ask(operation.method(), path(operation, "99.9"), "");
            case 409 -> ask(operation, "waits", "", refused(operation));
            case 413 -> ask(operation, "waits", "", " ".repeat(70_000));
            case 421 -> host().over(operation, Map.of("Host", "elsewhere"));
            case 503 -> notReady.getFirst();
            default -> good(operation);
        };
    }

    private static HttpAnswer good(Operation operation) {
        return switch (operation.method() + operation.pointer().replaceAll(".*~1", " ")) {
            case "POST terminate/post" -> {
                host().register("waits_too", "");
                yield ask(operation, "waits_too", "", "");
            }
            case "POST cancel/post" -> ask(operation, "connected", "", "");
            case "POST workers/post" -> ask(operation, "", "", worker("[]"));
            case "GET wait/get" -> ask(operation, "returns", "", "");
            default -> ask(operation, "waits", "", "");
        };
    }

    private static String refused(Operation operation) {
        return operation.path().endsWith("/login")
                ? "{\"database\": \"elsewhere\", \"administrator\": true}"
                : worker("[\"backend_database_connection\"]");
    }

    private static String worker(String flags) {
        return "{\"library\": \"%s\", \"function\": \"returns\", \"flags\": %s}"
                .formatted(DescribedHost.LIBRARY, flags);
    }

    private static HttpAnswer ask(Operation operation, String worker, String query, String body) {
        var handle = operation.path().contains("{handle}") ? host().handle(worker) : "";
        return host().ask(operation.method(), path(operation, handle) + query, body);
    }

    private static String path(Operation operation, String handle) {
        return operation.path().replace("{handle}", handle);
    }

    @Test
    void other_methods_are_refused_as_documented() {
        var paths =
                API.operations().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Operation::path,
                                        Collectors.mapping(
                                                Operation::method,
                                                Collectors.toCollection(TreeSet::new))));
        paths.forEach((path, methods) -> {
            var answer = host().ask("DELETE", path.replace("{handle}", "0.0"), "");
            assertEquals(405, answer.status(), path);
            assertEquals(String.join(", ", methods), answer.header("allow"), path);
            assertEquals(List.of(), API.problems("/components/responses/MethodNotAllowed", answer));
        });
    }

    @Test
    void workers_in_all_states_are_as_documented() {
        assertAsDescribed("GET", "/v1/workers", listing.getFirst());
        assertAsDescribed("GET", "/readyz", notReady.getFirst());
        assertEquals(
                Set.of("running", "stopping", "waiting for restart", "failed", "finished"),
                words(listing.getFirst(), "/state"));
        assertEquals(
                Set.of("returned", "threw", "crashed"),
                words(listing.getFirst(), "/last_exit/kind"));
        assertTrue(words(listing.getFirst(), "/activity").contains("warming up"));
        assertTrue(words(listing.getFirst(), "/session").contains("default"));
        for (var one : OpenApi.tree(host().get("/v1/workers").body())) {
            var handle = one.get("handle").stringValue();
            assertAsDescribed("GET", "/v1/workers/{handle}", host().get("/v1/workers/" + handle));
        }
    }

    private static Set<String> words(HttpAnswer answer, String pointer) {
        return OpenApi.tree(answer.body())
                .valueStream()
                .map(one -> one.at(pointer))
                .flatMap(one -> one.stringValueOpt().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void libraries_segments_and_plans_are_there_to_be_compared() throws IOException {
        var libraries = host().get("/v1/libraries");
        assertTrue(words(libraries, "/state").contains("refused"));
        assertTrue(words(libraries, "/workers/0").contains("connected"), libraries::body);
        assertEquals(Set.of("numbers"), words(host().get("/v1/shmem"), "/name"));
        var plan = OpenApi.tree(host().get("/v1/plan").body());
        assertEquals(1, plan.get("settings").size());
        assertEquals(1, plan.get("libraries").size());
    }

    @Test
    void mistakes_in_the_settings_are_told_as_documented() throws IOException {
        var file = host().data().resolve("bgworker.conf");
        var good = Files.readString(file);
        Files.writeString(file, "restart_jitter = 2\nno_such_setting = 1\n");
        var plan = host().get("/v1/plan");
        var reloaded = host().post("/v1/reload", "");
        Files.writeString(file, good);
        assertAsDescribed("GET", "/v1/plan", plan);
        assertEquals(2, OpenApi.tree(plan.body()).get("problems").size(), plan::body);
        assertAsDescribed("POST", "/v1/reload", reloaded);
        assertEquals(3, OpenApi.tree(reloaded.body()).get("problems").size(), reloaded::body);
    }

    @Test
    void metrics_are_those_that_the_description_names() {
        var described = API.document().at("/paths/~1metrics/get/description").stringValue();
        var lines = host().get("/metrics").body().lines();
        assertEquals(
                sorted(
                        Pattern.compile("`(bgworker_\\w+)`")
                                .matcher(described)
                                .results()
                                .map(one -> one.group(1))),
                sorted(
                        lines.filter(line -> line.startsWith("# TYPE "))
                                .map(line -> line.split(" ", 4)[2])));
    }

    private static String sorted(Stream<String> names) {
        return names.sorted().collect(Collectors.joining("\n"));
    }

    @Test
    void the_version_is_the_hosts() {
        assertEquals(
                API.document().at("/info/version").stringValue(),
                OpenApi.tree(host().get("/v1/status").body()).get("version").stringValue());
    }

    @Test
    void a_field_more_or_less_is_noticed_anywhere() {
        assertNoticed("GET", "/v1/workers", listing.getFirst());
        assertNoticed("GET", "/readyz", notReady.getFirst());
        for (var operation : API.operations()) {
            var answer = provoke(operation, operation.method().equals("GET") ? 200 : 401);
            if (!operation.path().endsWith("openapi.json")) {
                assertNoticed(operation.method(), operation.path(), answer);
            }
        }
    }

    private static void assertNoticed(String method, String path, HttpAnswer answer) {
        var operation = API.operation(method, path);
        if (!answer.header("content-type").contains("json")) {
            return;
        }
        for (var line : bodies(answer)) {
            var tree = OpenApi.tree(line);
            objects(
                    tree,
                    object -> {
                        object.put("colour", "red");
                        assertBad(operation, answer, tree);
                        object.remove("colour");
                        for (var name : List.copyOf(object.propertyNames())) {
                            if (!OPTIONAL.contains(name)) {
                                var value = object.remove(name);
                                assertBad(operation, answer, tree);
                                object.set(name, value);
                            }
                        }
                    });
        }
    }

    private static List<String> bodies(HttpAnswer answer) {
        return answer.header("content-type").contains("ndjson")
                ? answer.body().lines().toList()
                : List.of(answer.body());
    }

    private static void assertBad(Operation operation, HttpAnswer answer, JsonNode tree) {
        var changed = new HttpAnswer(answer.status(), answer.headers(), tree.toString());
        assertFalse(
                API.problems(operation, changed).isEmpty(), () -> operation + " " + changed.body());
    }

    private static void objects(JsonNode tree, Consumer<ObjectNode> visitor) {
        if (tree instanceof ObjectNode object) {
            visitor.accept(object);
        }
        Stream.concat(tree.valueStream(), tree.propertyStream().map(Map.Entry::getValue))
                .filter(JsonNode::isContainer)
                .forEach(one -> objects(one, visitor));
    }
}
