package org.bgworker.sample.file_ingest;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The folder that files are dropped into, and the two below it that they are moved to. */
final class Inbox {
    private static final System.Logger LOG = System.getLogger("file_ingest");

    private record Stamp(long size, FileTime modified) {}

    private final Path folder;
    private final Path done;
    private final Path failed;
    private Map<Path, Stamp> seen = Map.of();

    /** Creates the folders that are missing. */
    Inbox(Path folder) throws IOException {
        this.folder = folder;
        done = Files.createDirectories(folder.resolve("done"));
        failed = Files.createDirectories(folder.resolve("failed"));
        LOG.log(INFO, "watching " + folder.toAbsolutePath());
    }

    /** The files that have not changed since the last call, by name. */
    List<Path> settledFiles() throws IOException {
        var now = new HashMap<Path, Stamp>();
        var settled = new TreeSet<Path>();
        try (var files = Files.newDirectoryStream(folder, Inbox::isWanted)) {
            for (var file : files) {
                try {
                    var is = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
                    if (is.isRegularFile()) {
                        var stamp = new Stamp(is.size(), is.lastModifiedTime());
                        now.put(file, stamp);
                        if (stamp.equals(seen.get(file))) {
                            settled.add(file);
                        }
                    }
                } catch (NoSuchFileException e) {
                    LOG.log(INFO, file + " has gone"); // somebody has taken it back
                }
            }
        }
        seen = now;
        return List.copyOf(settled);
    }

    /** Not a name for files that are still being written: {@code .x.csv}, {@code x.csv.part}. */
    private static boolean isWanted(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".csv") && !name.startsWith(".");
    }

    /** Moves a file whose content is in the database. */
    void moveToDone(Path file) {
        move(file, done);
    }

    /** Moves a file that cannot be loaded. */
    void moveToFailed(Path file) {
        move(file, failed);
    }

    private static void move(Path file, Path to) {
        try {
            Files.move(file, unused(to, file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Not thrown: the file will be found again, and must not keep others from being loaded.
            LOG.log(WARNING, "could not move %s to %s".formatted(file, to), e);
        }
    }

    /** An atomic move overwrites, hence a free name: {@code x.csv}, {@code x-2.csv}, and so on. */
    private static Path unused(Path folder, Path file) {
        var name = file.getFileName().toString();
        var target = folder.resolve(name);
        for (int n = 2; Files.exists(target, NOFOLLOW_LINKS); n++) {
            target = folder.resolve(name.replaceFirst("\\.csv$", "-" + n + ".csv"));
        }
        return target;
    }
}
