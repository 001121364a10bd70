package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A disk whose power can be cut: a file that holds an ext4 file system. What the file holds at the
 * cut is what has reached the disk; what only the kernel knew by then is lost. A disk that forgets
 * what it has been given but not told to keep would lose more.
 */
public final class LoopDisk implements AutoCloseable {
    private static final Set<LoopDisk> MOUNTED = ConcurrentHashMap.newKeySet();
    private static final List<Integer> WRITTEN = List.of(4, 6, 11, 13);
    private static final int IN_FLIGHT = 8;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> MOUNTED.forEach(LoopDisk::close)));
    }

    private final Path image;
    private final Path saved;
    private final Path root;

    private LoopDisk(Path folder) throws IOException {
        this.image = folder.resolve("disk");
        this.saved = folder.resolve("disk.saved");
        this.root = Files.createDirectory(folder.resolve("mnt"));
    }

    /** Why there can be none here; empty if there can. */
    public static String obstacle() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return "only root can mount a file system";
        }
        try (var tried = in(Scratch.directory("disk"), "8M")) {
            return Files.isDirectory(tried.root) ? "" : "no file system";
        } catch (IllegalStateException | UncheckedIOException refused) {
            return "no file system can be mounted: " + refused.getMessage();
        }
    }

    /** A new one in an empty folder. */
    public static LoopDisk in(Path folder) throws IOException {
        return in(folder, "2G");
    }

    private static LoopDisk in(Path folder, String size) throws IOException {
        var disk = new LoopDisk(folder);
        SystemTool.require("truncate", "-s", size, disk.image);
        // lazy: the kernel would go on writing for minutes
        var now = "lazy_itable_init=0,lazy_journal_init=0";
        SystemTool.require("mkfs.ext4", "-q", "-F", "-E", now, disk.image);
        disk.mount();
        return disk;
    }

    /** Without ext4's guesses at what was meant to be synced: other file systems make none. */
    private void mount() {
        SystemTool.require("mount", "-o", "loop,noauto_da_alloc", image, root);
        MOUNTED.add(this);
    }

    /** Where it is mounted; the same after a cut. */
    public Path root() {
        return root;
    }

    /** Has all that was written so far reach the disk. */
    public void sync() {
        SystemTool.require("sync", "-f", root);
    }

    /**
     * Cuts the power: what reaches the disk from now on does not count. Those who use it must be
     * {@link Frozen}; the kernel may write on its own, wherefore what is saved counts only if
     * nothing was written meanwhile.
     */
    public void cut() {
        var device = device();
        Eventually.await(
                "a moment at which nothing is written",
                () -> {
                    var before = written(device);
                    SystemTool.require("cp", "--sparse=always", image, saved);
                    return before.getLast() == 0 && written(device).equals(before);
                });
    }

    /** Mounts what was saved at the {@link #cut}; nobody may use the disk any longer. */
    public void restore() {
        close();
        try {
            Files.move(saved, image, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        mount();
    }

    private String device() {
        return Path.of(SystemTool.run("findmnt", "-no", "SOURCE", root).said())
                .getFileName()
                .toString();
    }

    /** How much has been written, discarded and flushed, and how much is being. */
    private static List<Long> written(String device) {
        try {
            var stat =
                    Files.readString(Path.of("/sys/block", device, "stat"))
                            .strip()
                            .split("\\s+", -1);
            return Stream.concat(WRITTEN.stream(), Stream.of(IN_FLIGHT))
                    .map(field -> Long.valueOf(stat[field]))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Unmounts it as soon as those who were killed are gone. */
    @Override
    public void close() {
        if (MOUNTED.remove(this)) {
            Eventually.await(
                    "the unmounting of " + root, () -> SystemTool.run("umount", root).succeeded());
        }
    }
}
