package org.bgworker.host.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bgworker.host.archive.JarImage;

/** Jars of a library's classes for a reader that wants files; nobody else may write them. */
final class ClassCopies implements AutoCloseable {
    private final List<Path> jars = new ArrayList<>();

    private ClassCopies() {}

    static ClassCopies of(List<JarImage> images) throws IOException {
        var copies = new ClassCopies();
        try {
            for (var image : images) {
                copies.add(image);
            }
            return copies;
        } catch (IOException failed) {
            copies.close();
            throw failed;
        }
    }

    private void add(JarImage image) throws IOException {
        var copy = Files.createTempFile("bgworker", ".jar");
        jars.add(copy);
        try (var out = new ZipOutputStream(Files.newOutputStream(copy))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (var entry : image.entries().entrySet()) {
                if (entry.getKey().endsWith(".class")) {
                    out.putNextEntry(new ZipEntry(entry.getKey()));
                    out.write(entry.getValue());
                }
            }
        }
    }

    List<Path> jars() {
        return jars;
    }

    @Override
    public void close() {
        for (var jar : jars) {
            try {
                Files.deleteIfExists(jar);
            } catch (IOException leftToTheSystem) {
                // it is a temporary file
            }
        }
    }
}
