package org.bgworker.host.audit;

import java.util.Comparator;

/**
 * Where a capability stands.
 *
 * @param module of the library
 * @param where class and method, with a dot between; of a lambda, the method that it stands in; or
 *     the path of a file
 * @param use what is called there, or what the file is
 */
public record Place(String module, String where, String use) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::module)
                    .thenComparing(Place::where)
                    .thenComparing(Place::use);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
