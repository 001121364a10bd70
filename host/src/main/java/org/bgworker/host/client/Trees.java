package org.bgworker.host.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes trees of JSON apart; what is not there, or is something else, is empty. */
public final class Trees {
    private Trees() {}

    /** An object. */
    public static Map<String, Object> map(Object tree) {
        var map = new LinkedHashMap<String, Object>();
        if (tree instanceof Map<?, ?> known) {
            known.forEach((name, value) -> map.put(String.valueOf(name), value));
        }
        return map;
    }

    /** Objects in a list. */
    public static List<Map<String, Object>> maps(Object tree) {
        return tree instanceof List<?> list ? list.stream().map(Trees::map).toList() : List.of();
    }

    /** A field as text. */
    public static String text(Map<String, Object> of, String name) {
        return String.valueOf(of.getOrDefault(name, ""));
    }

    /** A field as a number. */
    public static long number(Map<String, Object> of, String name) {
        return of.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
