package org.bgworker.host.unload;

import java.beans.Introspector;

/**
 * What {@code java.beans} remembers of classes. One part of it is of a thread group, and is let go
 * at a flush that follows the collection of the group: so it takes a flush after a collection too.
 */
final class BeanCaches {
    private BeanCaches() {}

    static void flush() {
        Introspector.flushCaches();
    }
}
