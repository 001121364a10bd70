package org.bgworker.host.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** PostgreSQL's units of time and memory. */
final class Units {
    private static final Map<String, Double> TIME = new LinkedHashMap<>();
    private static final Map<String, Double> MEMORY = new LinkedHashMap<>();

    static {
        TIME.put("us", 0.001);
        TIME.put("ms", 1.0);
        TIME.put("s", 1000.0);
        TIME.put("min", 60_000.0);
        TIME.put("h", 3_600_000.0);
        TIME.put("d", 86_400_000.0);
        MEMORY.put("B", 1.0);
        MEMORY.put("kB", 1024.0);
        MEMORY.put("MB", 1024.0 * 1024);
        MEMORY.put("GB", 1024.0 * 1024 * 1024);
        MEMORY.put("TB", 1024.0 * 1024 * 1024 * 1024);
    }

    private Units() {}

    /** How much of {@code to} one {@code from} is, if both measure the same. */
    static OptionalDouble factor(String from, String to) {
        for (var family : java.util.List.of(TIME, MEMORY)) {
            var one = family.get(from);
            var other = family.get(to);
            if (one != null && other != null) {
                return OptionalDouble.of(one / other);
            }
        }
        return OptionalDouble.empty();
    }

    /** Milliseconds in a unit of time. */
    static OptionalDouble milliseconds(String unit) {
        return factor(unit, "ms");
    }

    static String validFor(String unit) {
        var family = TIME.containsKey(unit) ? TIME : MEMORY;
        return "Valid units for this parameter are %s."
                .formatted(
                        String.join(
                                ", ", family.keySet().stream().map("\"%s\""::formatted).toList()));
    }
}
