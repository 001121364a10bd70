package org.bgworker.host.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Divides jars. */
public final class Jars {
    private Jars() {}

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
