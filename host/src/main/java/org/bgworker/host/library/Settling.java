package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells what of a directory has been left alone long enough to be taken: what is there, and what is
 * gone, for who replaces a file may remove it first. Knows only what it was shown.
 */
final class Settling {
    private final long settleTime;
    private final Map<Path, Seen> seen = new HashMap<>();

    /** What was last seen of an entry, and since when; without a stamp it is gone. */
    private record Seen(Optional<Stamp> stamp, long since) {}

    /**
     * Has seen nothing.
     *
     * @param settleTime in nanoseconds
     */
    Settling(long settleTime) {
        this.settleTime = settleTime;
    }

    /** What a directory held when the host began: no need to wait. */
    void start(Map<Path, Stamp> listing, long now) {
        listing.forEach(
                (path, stamp) -> seen.put(path, new Seen(Optional.of(stamp), now - settleTime)));
    }

    /** Looks at a directory's entries. */
    void see(Map<Path, Stamp> listing, long now) {
        listing.forEach((path, stamp) -> {
            var last = seen.get(path);
            if (last == null || !last.stamp().equals(Optional.of(stamp))) {
                seen.put(path, new Seen(Optional.of(stamp), now));
            }
        });
        seen.replaceAll((path, last) ->
                listing.containsKey(path) || last.stamp().isEmpty()
                        ? last
                        : new Seen(Optional.empty(), now));
    }

    /** Whether an entry is there, or has gone so lately that it may come back. */
    boolean present(Path path) {
        return seen.containsKey(path);
    }

    /** Whether an entry was there when this was last shown. */
    boolean isThere(Path path) {
        var last = seen.get(path);
        return last != null && last.stamp().isPresent();
    }

    /** The entries that are folders. */
    Set<Path> folders() {
        var folders = new HashSet<Path>();
        seen.forEach((path, last) ->
                last.stamp().filter(Stamp::folder).ifPresent(_ -> folders.add(path)));
        return folders;
    }

    /** The entries that have settled, with the stamps that they have settled with. */
    Map<Path, Stamp> settled(long now) {
        var settled = new TreeMap<Path, Stamp>();
        seen.forEach((path, last) -> {
            if (isSettled(last, now)) {
                last.stamp().ifPresent(stamp -> settled.put(path, stamp));
            }
        });
        return settled;
    }

    /** Those that are there and have not settled. */
    Set<Path> unsettled(long now) {
        var unsettled = new HashSet<Path>();
        seen.forEach((path, last) -> {
            if (last.stamp().isPresent() && !isSettled(last, now)) {
                unsettled.add(path);
            }
        });
        return unsettled;
    }

    /** Those that have gone and stayed away; from now on they have never been there. */
    Set<Path> takeGone(long now) {
        var gone = new HashSet<Path>();
        seen.forEach((path, last) -> {
            if (last.stamp().isEmpty() && isSettled(last, now)) {
                gone.add(path);
            }
        });
        seen.keySet().removeAll(gone);
        return gone;
    }

    private boolean isSettled(Seen last, long now) {
        return now - last.since() >= settleTime;
    }

    /** When the next entry settles if nothing changes, or {@link Long#MAX_VALUE}. */
    long next(long now) {
        return seen.values().stream()
                .filter(last -> !isSettled(last, now))
                .mapToLong(last -> last.since() + settleTime)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
