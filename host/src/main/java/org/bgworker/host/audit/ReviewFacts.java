package org.bgworker.host.audit;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.audit.Difference.Kind;

/**
 * A review as single facts, each a line of text, to be compared. Reads what {@link ReviewTree}
 * made, perhaps of an earlier host; what is missing or of another shape counts as absent.
 *
 * @param review as maps
 */
record ReviewFacts(Map<String, Object> review) {
    /** The facts of a kind; of classes none, see {@link #classes}. */
    SortedSet<String> of(Kind kind) {
        var facts =
                switch (kind) {
                    case MODULES ->
                            maps(review, "modules")
                                    .map(one -> (name(one) + " " + text(one, "version")).strip());
                    case REQUIRES, EXPORTS, OPENS, PACKAGES, SIGNERS -> ofModules(kind.word());
                    case INIT -> Stream.of(text(review, "init")).filter(one -> !one.isEmpty());
                    case FUNCTIONS ->
                            map(review, "functions").entrySet().stream()
                                    .map(one -> "%s (%s)".formatted(one.getKey(), one.getValue()));
                    case REGISTRATIONS ->
                            maps(review, "registrations").map(ReviewFacts::registration);
                    case SETTINGS -> maps(review, "settings").map(ReviewFacts::setting);
                    case CAPABILITIES -> maps(review, "capabilities").flatMap(ReviewFacts::places);
                    case CLASSES -> Stream.<String>of();
                };
        return facts.collect(Collectors.toCollection(TreeSet::new));
    }

    /** SHA-256 by name. */
    Map<String, String> classes() {
        var classes = new TreeMap<String, String>();
        map(review, "classes")
                .forEach((name, hash) -> classes.put(String.valueOf(name), String.valueOf(hash)));
        return classes;
    }

    private Stream<String> ofModules(String list) {
        return maps(review, "modules")
                .flatMap(one -> texts(one, list).map(text -> name(one) + ": " + text));
    }

    private static String registration(Map<?, ?> one) {
        return "%s: %s"
                .formatted(text(one, "where"), String.join(", ", texts(one, "names").toList()));
    }

    private static String setting(Map<?, ?> one) {
        var range = text(one, "range");
        return "%s = %s%s"
                .formatted(
                        name(one),
                        text(one, "default"),
                        range.isEmpty() ? "" : " (%s)".formatted(range));
    }

    private static Stream<String> places(Map<?, ?> capability) {
        return maps(capability, "places")
                .map(one ->
                        "%s: %s in %s"
                                .formatted(
                                        text(capability, "what"),
                                        text(one, "use"),
                                        text(one, "where")));
    }

    private static String name(Map<?, ?> one) {
        return text(one, "name");
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    private static Map<?, ?> map(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> found ? found : Map.of();
    }

    private static Stream<Map<?, ?>> maps(Map<?, ?> map, String key) {
        return list(map, key).filter(Map.class::isInstance).map(one -> (Map<?, ?>) one);
    }

    private static Stream<String> texts(Map<?, ?> map, String key) {
        return list(map, key).map(String::valueOf);
    }

    private static Stream<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> found ? found.stream() : Stream.of();
    }
}
