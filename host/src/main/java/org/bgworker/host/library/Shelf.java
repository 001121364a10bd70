package org.bgworker.host.library;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bgworker.host.postmaster.LibraryVersion;

/**
 * The versions of libraries that are loaded: the current one of each, and those that the postmaster
 * has not released yet. Written by {@link Libraries}, read by every worker that starts.
 */
final class Shelf {
    private final Map<LibraryVersion, Library> versions = new ConcurrentHashMap<>();
    private final Map<String, Library> current = new ConcurrentHashMap<>();

    /** Makes a version the current one. */
    void put(Library library) {
        versions.put(library.id(), library);
        current.put(library.name(), library);
    }

    Optional<Library> current(String name) {
        return Optional.ofNullable(current.get(name));
    }

    Optional<Library> version(LibraryVersion version) {
        return Optional.ofNullable(versions.get(version));
    }

    /** The current ones. */
    List<Library> current() {
        return List.copyOf(current.values());
    }

    /** All, the current ones included. */
    Collection<Library> all() {
        return versions.values();
    }

    boolean isCurrent(Library library) {
        return current.get(library.name()) == library;
    }

    /** From now on no version of this name is the current one. */
    void remove(String name) {
        current.remove(name);
    }

    /** Whether a version of a removed library is still held. */
    boolean drains(String name) {
        return !current.containsKey(name)
                && versions.keySet().stream().anyMatch(one -> one.library().equals(name));
    }

    /** Lets a version go. */
    Optional<Library> release(LibraryVersion version) {
        return Optional.ofNullable(versions.remove(version));
    }
}
