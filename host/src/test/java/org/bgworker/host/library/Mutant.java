package org.bgworker.host.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Something that nobody should drop.
 *
 * @param kind what was done to it
 * @param folder whether it is a folder of files, or one jar
 * @param files bytes by name; the one jar has any name
 * @param links targets by name
 * @param pipes names of pipes
 */
record Mutant(
        String kind,
        boolean folder,
        Map<String, byte[]> files,
        Map<String, String> links,
        java.util.Set<String> pipes) {
    private static final String ITSELF = "";

    static Mutant jar(String kind, byte[] bytes) {
        return new Mutant(kind, false, Map.of(ITSELF, bytes), Map.of(), java.util.Set.of());
    }

    static Mutant folder(String kind, Map<String, byte[]> files) {
        return new Mutant(kind, true, files, Map.of(), java.util.Set.of());
    }

    static Mutant link(String kind, boolean folder, String name, String target) {
        return new Mutant(kind, folder, Map.of(), Map.of(name, target), java.util.Set.of());
    }

    static Mutant pipe(String kind, boolean folder, String name) {
        return new Mutant(kind, folder, Map.of(), Map.of(), java.util.Set.of(name));
    }

    /** Drops it. */
    Path in(Path directory, String name) throws IOException {
        var entry = directory.resolve(folder ? name : name + ".jar");
        if (folder) {
            Files.createDirectory(entry);
        }
        for (var file : files.entrySet()) {
            Files.write(inside(entry, file.getKey()), file.getValue());
        }
        for (var link : links.entrySet()) {
            var from = inside(entry, link.getKey());
            Files.createSymbolicLink(
                    from,
                    link.getValue().isEmpty() ? from.getFileName() : Path.of(link.getValue()));
        }
        for (var pipe : pipes) {
            makePipe(inside(entry, pipe));
        }
        return entry;
    }

    private static Path inside(Path entry, String name) {
        return name.equals(ITSELF) ? entry : entry.resolve(name);
    }

    private static void makePipe(Path path) throws IOException {
        try {
            new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
