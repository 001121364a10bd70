package org.bgworker.host.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is watched; that nothing else is noticed cannot be waited for. */
final class DirectoryWatchTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path dir;

    private final Semaphore noticed = new Semaphore(0);

    private void awaitNotice() throws InterruptedException {
        assertTrue(noticed.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS));
        noticed.drainPermits();
    }

    @Test
    void a_directory_that_has_taken_the_place_of_another_is_watched_instead() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        var list = Files.createDirectory(dir.resolve("data")).resolve("list");
        try (var watch = new DirectoryWatch(list, noticed::release)) {
            watch.follow(List.of(modules));
            Files.createFile(modules.resolve("a.jar"));
            awaitNotice();
            Files.move(modules, dir.resolve("aside"));
            Files.createDirectory(modules);
            watch.follow(List.of(modules));
            noticed.drainPermits();
            Files.createFile(modules.resolve("b.jar"));
            awaitNotice();
        }
    }

    @Test
    void the_list_is_watched_where_it_lies() throws Exception {
        var list = Files.createDirectory(dir.resolve("data")).resolve("list");
        try (var watch = new DirectoryWatch(list, noticed::release)) {
            watch.follow(List.of());
            Files.writeString(list, "permit");
            awaitNotice();
        }
    }
}
