package org.bgworker.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of the contract's rules is complete, and every rule we claim has a test. */
final class ConformanceTest {
    private static final int RULES = 125;
    private static final Pattern LINE =
            Pattern.compile("\\| R(\\d+) \\| [^|]+ \\| ([^|]+) \\| [^|]+[.] \\|");
    private static final Pattern TEST =
            Pattern.compile("@\\w*Test\\b(?:(?!\\bvoid\\b).)*+void\\s+(\\w+)", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("(?<![A-Za-z0-9])R(\\d+)(?![A-Za-z0-9])");

    private static final List<Line> LINES = new ArrayList<>();
    private static final List<String> TESTS = new ArrayList<>();

    private record Line(int rule, String verdict) {
        boolean claimed() {
            return !verdict.equals("not applicable");
        }
    }

    @BeforeAll
    static void read() throws IOException {
        for (var line : Files.readAllLines(Path.of("CONFORMANCE.md"))) {
            var matcher = LINE.matcher(line);
            if (matcher.matches()) {
                LINES.add(new Line(Integer.parseInt(matcher.group(1)), matcher.group(2)));
            } else {
                assertTrue(!line.startsWith("| R"), () -> "not a line of the list: " + line);
            }
        }
        for (var root : testRoots()) {
            try (Stream<Path> sources = Files.walk(root)) {
                for (var source :
                        sources.filter(one -> one.toString().endsWith(".java")).toList()) {
                    TEST.matcher(Files.readString(source))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(TESTS::add);
                }
            }
        }
    }

    private static List<Path> testRoots() throws IOException {
        var roots = new ArrayList<Path>();
        for (var above : List.of(Path.of(".."), Path.of("../sample-workers"))) {
            try (Stream<Path> modules = Files.list(above)) {
                modules.map(module -> module.resolve("src/test/java"))
                        .filter(Files::isDirectory)
                        .forEach(roots::add);
            }
        }
        return roots;
    }

    @Test
    void the_list_has_every_rule_of_the_contract_once_in_order() {
        assertEquals(
                IntStream.rangeClosed(1, RULES).boxed().toList(),
                LINES.stream().map(Line::rule).toList());
    }

    @Test
    void every_rule_has_one_of_three_verdicts() {
        assertEquals(
                Set.of("followed", "bettered", "not applicable"),
                LINES.stream().map(Line::verdict).collect(Collectors.toSet()));
    }

    @Test
    void every_rule_that_is_followed_or_bettered_is_named_by_a_test() {
        var untested = claimed();
        untested.removeAll(named());
        assertEquals(Set.of(), untested);
    }

    @Test
    void no_test_names_a_rule_that_does_not_exist_or_apply() {
        var unclaimed = named();
        unclaimed.removeAll(claimed());
        assertEquals(Set.of(), unclaimed);
    }

    private static Set<Integer> claimed() {
        return LINES.stream()
                .filter(Line::claimed)
                .map(Line::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> named() {
        return TESTS.stream()
                .flatMap(name -> RULE.matcher(name).results())
                .map(ConformanceTest::number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int number(MatchResult found) {
        return Integer.parseInt(found.group(1));
    }
}
