package org.bgworker.host.audit;

import java.util.List;

/**
 * A place that registers static workers.
 *
 * @param where class and method, with a dot between
 * @param names that workers are given there; {@code …} stands for what is not constant in them
 */
public record Registering(String where, List<String> names) {
    /** Copies the names. */
    public Registering {
        names = List.copyOf(names);
    }
}
