package org.bgworker.host.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bgworker.host.json.Json;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.Test;

/** What programs read of {@code bgworker audit}. */
final class AuditJsonIT extends AuditScene {
    private Map<String, Object> json(String... words) throws IOException {
        var answer = audit(words);
        assertEquals("", answer.err());
        return Json.object(answer.out().getBytes(UTF_8));
    }

    /** What lies there in a tree of maps and lists. */
    private static Object at(Object tree, Object... path) {
        var found = tree;
        for (var step : path) {
            found =
                    switch (found) {
                        case Map<?, ?> map when map.containsKey(step) ->
                                Objects.requireNonNull(map.get(step));
                        case List<?> list when step instanceof Integer index -> list.get(index);
                        case Object other ->
                                throw new AssertionError("no %s in %s".formatted(step, other));
                    };
        }
        return found;
    }

    @Test
    void list_review_and_difference_are_to_be_had_as_json() throws IOException {
        one();
        out(0, "hello", "--permit");
        two();
        var list = json("--json");
        assertEquals("hello", at(list, "libraries", 0, "name"));
        assertEquals("not audited", at(list, "libraries", 0, "state"));
        var review = json("hello", "--json");
        assertEquals("not audited", at(review, "reviews", 0, "state"));
        assertEquals("network", at(review, "reviews", 0, "capabilities", 0, "what"));
        assertEquals(
                "hello.Work.main",
                at(review, "reviews", 0, "capabilities", 0, "places", 0, "where"));
        assertEquals(Map.of("work", "hello.Work"), at(review, "reviews", 0, "functions"));
        var difference = json("hello", "--diff", "--json");
        assertEquals("1.0", at(difference, "differences", 0, "against", "version"));
        assertEquals("modules", at(difference, "differences", 0, "changes", 0, "what"));
        assertEquals(List.of("hello 2.0"), at(difference, "differences", 0, "changes", 0, "added"));
    }

    @Test
    void the_samples_are_permitted_by_the_list_that_came_with_the_host() throws IOException {
        var answer =
                Answer.ofProcess(
                        "audit",
                        "--modules",
                        Places.samples().toString(),
                        "--data",
                        data().toString(),
                        "--json");
        var tree = Json.object(answer.out().getBytes(UTF_8));
        for (var name : List.of("file_ingest", "scheduler", "worker_spi")) {
            var states =
                    ((List<?>) at(tree, "libraries"))
                            .stream()
                                    .filter(one -> at(one, "name").equals(name))
                                    .map(one -> at(one, "state"))
                                    .toList();
            assertEquals(List.of("permitted"), states);
        }
    }
}
