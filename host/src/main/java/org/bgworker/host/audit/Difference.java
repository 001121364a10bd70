package org.bgworker.host.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed between two versions of a library.
 *
 * @param changes by kind; kinds without a change are left out
 */
public record Difference(SortedMap<Kind, Change> changes) {
    /** What a change is about, in the order of a reviewer's interest. */
    public enum Kind {
        /** Names and versions, the root's and those of private dependencies. */
        MODULES,
        /** What modules require. */
        REQUIRES,
        /** What modules export. */
        EXPORTS,
        /** What modules open. */
        OPENS,
        /** Packages that they have. */
        PACKAGES,
        /** Who has signed them. */
        SIGNERS,
        /** The class that is run when the library is loaded. */
        INIT,
        /** Functions and their classes. */
        FUNCTIONS,
        /** Places that register static workers. */
        REGISTRATIONS,
        /** Settings, with default and range. */
        SETTINGS,
        /** What it can do, with every place. */
        CAPABILITIES,
        /** Classes by their SHA-256. */
        CLASSES;

        /** The word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What changed of one kind, each a line of text.
     *
     * @param added is new
     * @param changed is another now; of classes only
     * @param removed is gone
     */
    public record Change(List<String> added, List<String> changed, List<String> removed) {
        boolean isNone() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }
    }

    /** Compares two reviews, as maps. */
    static Difference between(Map<String, Object> before, Map<String, Object> after) {
        var from = new ReviewFacts(before);
        var to = new ReviewFacts(after);
        var changes = new TreeMap<Kind, Change>();
        for (var kind : Kind.values()) {
            changes.put(kind, change(from.of(kind), to.of(kind)));
        }
        changes.put(Kind.CLASSES, classes(from.classes(), to.classes()));
        changes.values().removeIf(Change::isNone);
        return new Difference(changes);
    }

    private static Change change(SortedSet<String> before, SortedSet<String> after) {
        return new Change(without(after, before), List.of(), without(before, after));
    }

    private static Change classes(Map<String, String> before, Map<String, String> after) {
        var changed = new TreeSet<>(before.keySet());
        changed.retainAll(after.keySet());
        changed.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return new Change(
                without(new TreeSet<>(after.keySet()), before.keySet()),
                List.copyOf(changed),
                without(new TreeSet<>(before.keySet()), after.keySet()));
    }

    private static List<String> without(SortedSet<String> all, Set<String> others) {
        var left = new ArrayList<>(all);
        left.removeAll(others);
        return List.copyOf(left);
    }

    /** As lists and maps, for JSON. */
    public List<Map<String, Object>> tree() {
        return changes.entrySet().stream()
                .map(one ->
                        ReviewTree.fields(
                                "what", one.getKey().word(),
                                "added", one.getValue().added(),
                                "changed", one.getValue().changed(),
                                "removed", one.getValue().removed()))
                .toList();
    }
}
