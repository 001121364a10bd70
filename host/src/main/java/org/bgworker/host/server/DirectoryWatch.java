package org.bgworker.host.server;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * Says that somebody should look again, and nothing else: which events there were, and whether some
 * were lost, is of no interest.
 */
final class DirectoryWatch implements AutoCloseable {
    private static final WatchEvent.Kind<?>[] ALL = {
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_DELETE,
        StandardWatchEventKinds.ENTRY_MODIFY
    };

    private final Optional<WatchService> service;
    private final Path list;
    private final Runnable lookAgain;
    private final Map<Path, Watched> watched = new HashMap<>();

    /** A directory under watch; another that has taken its path is another directory. */
    private record Watched(WatchKey key, Optional<Object> identity) {
        boolean holds(Path path) {
            return key.isValid() && identity.equals(identity(path));
        }

        static Optional<Object> identity(Path path) {
            try {
                return Optional.ofNullable(
                        Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            } catch (IOException absent) {
                return Optional.empty();
            }
        }
    }

    /**
     * Watches nothing yet.
     *
     * @param list a file to watch; others in its directory change all the time
     * @param lookAgain is told of changes
     */
    DirectoryWatch(Path list, Runnable lookAgain) {
        this.list = list;
        this.lookAgain = lookAgain;
        this.service = service(list);
        service.ifPresent(
                open -> Thread.ofPlatform().daemon().name("watch").start(() -> run(open)));
    }

    private static Optional<WatchService> service(Path directory) {
        try {
            return Optional.of(directory.getFileSystem().newWatchService());
        } catch (IOException | UnsupportedOperationException none) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "could not watch directory \"%s\"".formatted(directory),
                            none instanceof IOException io ? FileFailure.reason(io) + "." : "",
                            "Changes are noticed every \"library_poll_interval\"."));
            return Optional.empty();
        }
    }

    private void run(WatchService open) {
        try {
            while (true) {
                var key = open.take();
                var events = key.pollEvents();
                key.reset();
                if (!listsDirectory().equals(key.watchable())
                        || events.stream().anyMatch(this::isOfList)) {
                    lookAgain.run();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException end) {
            // closed
        }
    }

    private Path listsDirectory() {
        return list.toAbsolutePath().resolveSibling("");
    }

    /** Of events that were lost nothing is known. */
    private boolean isOfList(WatchEvent<?> event) {
        return event.context() == null || list.getFileName().equals(event.context());
    }

    /**
     * Watches these directories and no others, beside the file; one that cannot be watched is
     * looked at anyway.
     */
    void follow(Collection<Path> modules) {
        var directories = new HashSet<>(modules);
        directories.add(listsDirectory());
        service.ifPresent(open -> {
            var others = new HashSet<>(watched.keySet());
            others.removeAll(directories);
            others.forEach(this::forget);
            directories.forEach(one -> follow(one, open));
        });
    }

    private void follow(Path directory, WatchService open) {
        var known = watched.get(directory);
        if ((known == null || !known.holds(directory)) && Files.isDirectory(directory)) {
            forget(directory);
            try {
                var identity = Watched.identity(directory);
                watched.put(directory, new Watched(directory.register(open, ALL), identity));
            } catch (IOException looksInVain) {
                // the poll will notice
            }
        }
    }

    private void forget(Path directory) {
        Optional.ofNullable(watched.remove(directory)).ifPresent(one -> one.key().cancel());
    }

    @Override
    public void close() {
        service.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException closedAsFarAsPossible) {
                // the process ends
            }
        });
    }
}
