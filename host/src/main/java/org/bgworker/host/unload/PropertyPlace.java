package org.bgworker.host.unload;

import java.util.List;

/** Keys and values of System properties; not what a collection among them contains. */
final class PropertyPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        return System.getProperties().entrySet().stream()
                .flatMap(entry ->
                        batch.owner(entry.getValue()).or(() -> batch.owner(entry.getKey())).stream()
                                .map(library -> found(library, entry.getKey(), entry.getValue())))
                .toList();
    }

    private static Found found(Unloadable library, Object key, Object value) {
        var name = key instanceof String text ? "\"%s\"".formatted(text) : key.getClass().getName();
        return new Found(
                library,
                "System property %s is an object of %s".formatted(name, value.getClass().getName()),
                "removed System property " + name,
                () -> System.getProperties().remove(key));
    }
}
