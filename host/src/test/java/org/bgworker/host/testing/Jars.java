package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Damages and divides jars. */
public final class Jars {
    private Jars() {}

    /** Changes an entry of a jar. */
    public static void change(Path jar, String entry, UnaryOperator<byte[]> change) {
        try (var files = FileSystems.newFileSystem(jar)) {
            var path = files.getPath(entry);
            Files.write(path, change.apply(Files.readAllBytes(path)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Puts a file into a jar, in the place of one that may be there. */
    public static void put(Path jar, String entry, byte[] content) {
        try (var files = FileSystems.newFileSystem(jar)) {
            var path = files.getPath("/" + entry);
            Files.createDirectories(path.getParent());
            Files.write(path, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Puts a class compiled from this source, without a module, in the place of another. */
    public static void replaceClass(Path jar, String className, String source) {
        var path = className.replace('.', '/');
        var classes = LibraryBuilder.library().source(path + ".java", source).classes();
        try {
            put(jar, path + ".class", Files.readAllBytes(classes.resolve(path + ".class")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Removes an entry of a jar. */
    public static void remove(Path jar, String entry) {
        try (var files = FileSystems.newFileSystem(jar)) {
            Files.delete(files.getPath(entry));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Cuts a file in half. */
    public static void truncate(Path file) {
        try {
            var all = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(all, all.length / 2));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes a class file one of Java 26. */
    public static byte[] ofTheNextJava(byte[] classFile) {
        var changed = classFile.clone();
        changed[7] = 70;
        return changed;
    }

    /** Copies the wanted entries of a jar into another. */
    public static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
        try (var in = new ZipFile(from.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (var entry : in.stream().filter(one -> wanted.test(one.getName())).toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.getInputStream(entry).transferTo(out);
            }
        }
    }
}
