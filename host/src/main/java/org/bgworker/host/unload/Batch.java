package org.bgworker.host.unload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loaders that are looked for together. */
final class Batch {
    private final IdentityHashMap<ClassLoader, Unloadable> byLoader = new IdentityHashMap<>();

    Batch(Collection<? extends Unloadable> all) {
        all.forEach(one -> byLoader.put(one.loader(), one));
    }

    /**
     * Whose the class of an object is, be it defined by the library's loader or by a child of it.
     */
    Optional<Unloadable> owner(@Nullable Object object) {
        return switch (object) {
            case null -> Optional.empty();
            case ClassLoader loader -> ofLoader(loader);
            case Class<?> type -> ofLoader(type.getClassLoader());
            default -> ofLoader(object.getClass().getClassLoader());
        };
    }

    private Optional<Unloadable> ofLoader(@Nullable ClassLoader loader) {
        for (var next = loader; next != null; next = next.getParent()) {
            var found = byLoader.get(next);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    List<Unloadable> all() {
        return new ArrayList<>(byLoader.values());
    }

    /** Those that have used a part of the JDK. */
    List<Unloadable> using(Api api) {
        return byLoader.values().stream().filter(one -> one.uses(api)).toList();
    }
}
