package org.bgworker.host.audit;

import java.util.List;

/**
 * Tells a capability by what is called.
 *
 * @param capability that a call gives away
 * @param owner class that is called; may end with {@code *}
 * @param methods of it: names, {@code *} standing for anything at either end, with the beginning of
 *     a descriptor if they are told apart by that; none is every method, field and class literal
 */
record Rule(Capability capability, String owner, List<String> methods) {
    static Rule of(Capability capability, String owner, String... methods) {
        return new Rule(capability, owner, List.of(methods));
    }

    /** Whether a use of this class, or of one that extends it, is meant. */
    boolean matches(String className, Use use) {
        return matches(owner, className)
                && (methods.isEmpty() || methods.stream().anyMatch(method -> isMeant(method, use)));
    }

    private static boolean isMeant(String method, Use use) {
        return method.indexOf('(') > 0
                ? (use.name() + use.descriptor()).startsWith(method)
                : matches(method, use.name());
    }

    private static boolean matches(String pattern, String text) {
        if (pattern.endsWith("*")) {
            return text.startsWith(pattern.substring(0, pattern.length() - 1));
        }
        return pattern.startsWith("*") ? text.endsWith(pattern.substring(1)) : pattern.equals(text);
    }
}
