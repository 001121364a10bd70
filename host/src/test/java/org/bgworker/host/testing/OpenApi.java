package org.bgworker.host.testing;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API, and what in an answer is not as it says. */
public final class OpenApi {
    /** Of the sources; a host answers with it too. */
    public static final Path FILE =
            Path.of("src/main/resources/org/bgworker/host/admin/openapi.json");

    private static final String ADDRESS = "https://bgworker.invalid/openapi.json";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private OpenApi(String text) {
        document = tree(text);
        schemas =
                SchemaRegistry.withDialect(
                        Dialects.getOpenApi31(),
                        registry ->
                                registry.schemas(Map.of(ADDRESS, text))
                                        .schemaRegistryConfig(
                                                SchemaRegistryConfig.builder()
                                                        .formatAssertionsEnabled(true)
                                                        .build()));
    }

    /** Reads it. */
    public static OpenApi read() {
        try {
            return new OpenApi(Files.readString(FILE));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** JSON as a tree. */
    public static JsonNode tree(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /** All of it. */
    public JsonNode document() {
        return document;
    }

    /**
     * What can be done with a path.
     *
     * @param method of HTTP
     * @param path with {@code {handle}} in it, if it is of a worker
     * @param pointer to its description
     */
    public record Operation(String method, String path, String pointer) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Every operation. */
    public List<Operation> operations() {
        return document.at("/paths").propertyStream().flatMap(OpenApi::operations).toList();
    }

    /** The operation of a method and a path. */
    public Operation operation(String method, String path) {
        return operations().stream()
                .filter(one -> one.toString().equals(method + " " + path))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Operation> operations(Map.Entry<String, JsonNode> path) {
        return path.getValue()
                .propertyStream()
                .filter(one -> one.getValue().has("operationId"))
                .map(one ->
                        new Operation(
                                one.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                "/paths/%s/%s".formatted(escaped(path.getKey()), one.getKey())));
    }

    /** The statuses that an operation is answered with, the highest first. */
    public List<Integer> statuses(Operation operation) {
        return document.at(operation.pointer() + "/responses")
                .propertyStream()
                .map(one -> Integer.parseInt(one.getKey()))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** The parameters that an operation knows, those of its path first. */
    public List<JsonNode> parameters(Operation operation) {
        var parent = operation.pointer().substring(0, operation.pointer().lastIndexOf('/'));
        return Stream.of(parent, operation.pointer())
                .flatMap(of -> document.at(of + "/parameters").valueStream())
                .map(one -> one.has("$ref") ? document.at(target(one)) : one)
                .toList();
    }

    /** What in an answer is not as it is described; nothing if all is. */
    public List<String> problems(Operation operation, HttpAnswer answer) {
        var response = operation.pointer() + "/responses/" + answer.status();
        return document.at(response).isMissingNode()
                ? List.of("status %d is not described".formatted(answer.status()))
                : problems(response, answer);
    }

    /** The same by the pointer to a response. */
    public List<String> problems(String response, HttpAnswer answer) {
        var node = document.at(response);
        if (node.has("$ref")) {
            return problems(target(node), answer);
        }
        var problems = new ArrayList<String>();
        node.at("/headers")
                .propertyStream()
                .filter(one -> answer.header(one.getKey().toLowerCase(Locale.ROOT)).isEmpty())
                .forEach(one -> problems.add("header %s is missing".formatted(one.getKey())));
        var type = answer.header("content-type").replaceAll(";.*", "");
        var content = response + "/content/" + escaped(type);
        if (document.at(content).isMissingNode()) {
            problems.add("type \"%s\" is not described".formatted(type));
            return problems;
        }
        bodies(type, answer.body())
                .forEach(one -> problems.addAll(check(content + "/schema", one)));
        return problems;
    }

    private static Stream<JsonNode> bodies(String type, String body) {
        return switch (type) {
            case "application/x-ndjson" ->
                    body.lines().filter(line -> !line.isEmpty()).map(OpenApi::tree);
            case "application/json" -> Stream.of(tree(body));
            default -> Stream.of(JsonMapper.shared().getNodeFactory().stringNode(body));
        };
    }

    /** What is wrong with a value by the schema at a pointer. */
    public List<String> check(String schema, JsonNode value) {
        var errors = schema(schema).validate(value);
        // where a field is wrong its neighbours count as unknown
        var others = errors.stream().filter(one -> !isUnknown(one)).toList();
        return (others.isEmpty() ? errors : others)
                .stream().map(one -> "%s in %s".formatted(one, value)).toList();
    }

    private Schema schema(String pointer) {
        return schemas.getSchema(SchemaLocation.of(ADDRESS + "#" + pointer));
    }

    private static boolean isUnknown(Error error) {
        return "unevaluatedProperties".equals(error.getKeyword());
    }

    private static String target(JsonNode reference) {
        return reference.get("$ref").stringValue().substring(1);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
