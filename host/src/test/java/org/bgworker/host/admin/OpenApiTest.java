package org.bgworker.host.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bgworker.host.library.LibraryState;
import org.bgworker.host.postmaster.DatabaseCondition;
import org.bgworker.host.postmaster.ServerState;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.report.Severity;
import org.bgworker.host.testing.OpenApi;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Extra;
import org.bgworker.spi.RestartTime;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of the API by itself, and the words and limits in it. */
final class OpenApiTest {
    private static final OpenApi API = OpenApi.read();
    private static final String SCHEMAS = "/components/schemas/";

    private static void walk(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        node.propertyStream()
                .forEach(one ->
                        walk(
                                pointer + "/" + one.getKey().replace("~", "~0").replace("/", "~1"),
                                one.getValue(),
                                visitor));
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            walk(pointer + "/" + i, node.get(i), visitor);
        }
    }

    private static void walk(BiConsumer<String, JsonNode> visitor) {
        walk("", API.document(), visitor);
    }

    @Test
    void it_is_what_the_host_serves() throws Exception {
        assertEquals(Files.readString(OpenApi.FILE), Resources.text("openapi.json"));
    }

    @Test
    void all_examples_are_valid() {
        var count = new ArrayList<String>();
        walk((pointer, node) -> {
            if (node.has("schema")) {
                examples(node)
                        .forEach(one -> {
                            count.add(pointer);
                            assertEquals(List.of(), API.check(pointer + "/schema", one), pointer);
                        });
            } else if (pointer.matches(SCHEMAS + "\\w+")) {
                node.at("/examples")
                        .valueStream()
                        .forEach(one -> assertEquals(List.of(), API.check(pointer, one), pointer));
            }
        });
        assertTrue(count.size() > 40, "so few examples: " + count);
    }

    private static Stream<JsonNode> examples(JsonNode of) {
        return Stream.concat(
                Stream.of(of.at("/example")).filter(one -> !one.isMissingNode()),
                of.at("/examples").valueStream().map(one -> one.get("value")));
    }

    @Test
    void every_answer_and_every_parameter_has_an_example() {
        walk((pointer, node) -> {
            boolean shown = pointer.contains("/content/") || pointer.contains("/parameters/");
            if (shown && node.has("schema") && !pointer.contains("openapi.json")) {
                assertTrue(examples(node).findAny().isPresent(), pointer);
            }
        });
    }

    @Test
    void every_reference_leads_somewhere_and_every_schema_is_used() {
        var used = new HashSet<String>();
        walk((pointer, node) -> {
            if (node.has("$ref")) {
                var target = node.get("$ref").stringValue().substring(1);
                assertFalse(API.document().at(target).isMissingNode(), pointer);
                used.add(target);
            }
        });
        API.document()
                .at("/components/schemas")
                .propertyStream()
                .forEach(one -> assertTrue(used.contains(SCHEMAS + one.getKey()), one.getKey()));
    }

    @Test
    void operations_have_names_of_their_own() {
        var names = new ArrayList<String>();
        walk((_, node) -> node.at("/operationId").stringValueOpt().ifPresent(names::add));
        assertEquals(names.size(), new HashSet<>(names).size(), names::toString);
        assertEquals(API.operations().size(), names.size());
    }

    @Test
    void the_words_are_those_of_the_host() {
        assertWords("WorkerState", words(State.values()));
        assertWords("ServerState", words(ServerState.values()));
        assertWords("DatabaseState", of(DatabaseCondition.Kind.values(), one -> one.word()));
        assertWords("LibraryState", of(LibraryState.Word.values(), LibraryState.Word::toString));
        assertWords("Flag", sent(WorkerFlag.values()));
        assertWords("StartTime", sent(StartTime.values()));
        assertWords("Terminated/properties/reason", words(TerminateReason.values()));
        assertWords("Waited/properties/status", sent(HandleStatus.values()));
        assertWords("Shutdown/properties/mode", of(ShutdownMode.values(), ShutdownMode::word));
        assertWords("Severity", of(Severity.values(), Severity::label));
    }

    private static void assertWords(String schema, List<String> expected) {
        assertEquals(
                expected,
                API.document()
                        .at(SCHEMAS + schema + "/enum")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList(),
                schema);
    }

    private static <T> List<String> of(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).distinct().toList();
    }

    private static List<String> words(Enum<?>[] values) {
        return of(values, WorkerTrees::word);
    }

    private static List<String> sent(Enum<?>[] values) {
        return of(values, one -> one.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void the_limits_are_those_of_the_host() {
        assertLimit(BackgroundWorker.MAX_LIBRARY_BYTES, "NewWorker/properties/library/maxLength");
        for (var field : List.of("function", "name", "type")) {
            assertLimit(
                    BackgroundWorker.MAX_NAME_BYTES,
                    "NewWorker/properties/" + field + "/maxLength");
        }
        assertLimit(Extra.MAX_BYTES, "NewWorker/properties/extra/maxLength");
        assertLimit(RestartTime.LONGEST.toSeconds(), "RestartSeconds/maximum");
    }

    private static void assertLimit(long expected, String at) {
        assertEquals(expected, API.document().at(SCHEMAS + at).longValue(), at);
    }
}
