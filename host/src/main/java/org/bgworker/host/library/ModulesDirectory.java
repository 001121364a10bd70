package org.bgworker.host.library;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/** The directory that an administrator drops libraries into. */
final class ModulesDirectory {
    private final Path directory;

    ModulesDirectory(Path directory) {
        this.directory = directory;
    }

    Path path() {
        return directory;
    }

    /**
     * The jars and folders in it with their stamps, by name; hidden files and copies in the making
     * ({@code .part}, {@code .tmp}) do not count. Something that goes while this looks is not
     * there.
     */
    Map<Path, Stamp> entries() throws ReportException {
        var entries = new TreeMap<Path, Stamp>();
        try {
            for (var path : visible(directory)) {
                addEntry(path, entries);
            }
            return entries;
        } catch (IOException failed) {
            throw new ReportException(
                    "could not open modules directory \"%s\"".formatted(directory),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "Create it, or name another with --modules.");
        }
    }

    private static List<Path> visible(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory, ModulesDirectory::isVisible)) {
            var visible = new ArrayList<Path>();
            files.forEach(visible::add);
            visible.sort(null);
            return visible;
        } catch (DirectoryIteratorException failed) {
            throw Objects.requireNonNull(failed.getCause());
        }
    }

    private static void addEntry(Path path, Map<Path, Stamp> entries) {
        try {
            var attributes = attributes(path);
            if (attributes.isDirectory()) {
                entries.put(path, stampOfFolder(path, attributes));
            } else if (isJar(path)) {
                entries.put(path, new Stamp(false, List.of(stamp(path, attributes))));
            }
        } catch (NoSuchFileException gone) {
            // the next look will tell
        } catch (IOException unreadable) {
            if (isJar(path) || Files.isDirectory(path)) {
                entries.put(path, new Stamp(false, List.of())); // whoever reads it will tell why
            }
        }
    }

    /** Of the folder itself only who may do what: hidden files may come and go in it. */
    private static Stamp stampOfFolder(Path folder, BasicFileAttributes attributes)
            throws IOException {
        var files = new ArrayList<Stamp.OfFile>();
        files.add(new Stamp.OfFile("", 0, 0, key(attributes)));
        for (var jar : visible(folder)) {
            if (isJar(jar)) {
                addFile(jar, files);
            }
        }
        return new Stamp(true, files);
    }

    private static void addFile(Path jar, List<Stamp.OfFile> files) {
        try {
            var attributes = attributes(jar);
            if (!attributes.isDirectory()) {
                files.add(stamp(jar, attributes));
            }
        } catch (IOException unreadable) {
            // a link that leads nowhere, or in a circle: whoever reads the folder will tell
            files.add(new Stamp.OfFile(String.valueOf(jar.getFileName()), -1, 0, ""));
        }
    }

    private static Stamp.OfFile stamp(Path file, BasicFileAttributes attributes) {
        return new Stamp.OfFile(
                String.valueOf(file.getFileName()),
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                key(attributes));
    }

    private static String key(BasicFileAttributes attributes) {
        return attributes.fileKey()
                + (attributes instanceof PosixFileAttributes posix
                        ? PosixFilePermissions.toString(posix.permissions())
                        : "");
    }

    /** Of those whom a file belongs to, too, where the file system knows. */
    private static BasicFileAttributes attributes(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.readAttributes(path, PosixFileAttributes.class)
                : Files.readAttributes(path, BasicFileAttributes.class);
    }

    private static boolean isVisible(Path path) {
        var name = String.valueOf(path.getFileName());
        return !name.startsWith(".") && !name.endsWith(".part") && !name.endsWith(".tmp");
    }

    private static boolean isJar(Path path) {
        return String.valueOf(path.getFileName()).endsWith(".jar");
    }

    /** The jars of an entry, by name. */
    static List<Path> jars(Path entry) throws ReportException {
        if (!Files.isDirectory(entry)) {
            return List.of(entry);
        }
        List<Path> jars;
        try {
            jars =
                    visible(entry).stream()
                            .filter(file -> isJar(file) && !Files.isDirectory(file))
                            .toList();
        } catch (IOException failed) {
            throw new ReportException(
                    "could not load library \"%s\": could not read the folder".formatted(entry),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "");
        }
        if (jars.isEmpty()) {
            throw new ReportException(
                    "could not load library \"%s\": the folder holds no jar".formatted(entry),
                    "",
                    "");
        }
        return jars;
    }
}
