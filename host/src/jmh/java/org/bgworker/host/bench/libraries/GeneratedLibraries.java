package org.bgworker.host.bench.libraries;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Libraries of one kind, compiled by javac in one go and packed by jar, each of another name. */
final class GeneratedLibraries {
    private final Kind kind;
    private final Path work;

    private GeneratedLibraries(Kind kind, Path work) {
        this.kind = kind;
        this.work = work;
    }

    /** Makes so many below a directory that is there. */
    static GeneratedLibraries make(Kind kind, int count, Path below) throws IOException {
        var work = Files.createDirectory(below.resolve(kind.name()));
        var libraries = new GeneratedLibraries(kind, work);
        libraries.compile(count);
        Files.createDirectory(work.resolve("all"));
        for (int i = 0; i < count; i++) {
            libraries.pack(name(i));
        }
        return libraries;
    }

    private static String name(int number) {
        return "bench.l%05d".formatted(number);
    }

    /** A directory with the first so many of them. */
    Path first(int count) throws IOException {
        var directory = work.resolve(Integer.toString(count));
        if (!Files.exists(directory)) {
            Files.createDirectory(directory);
            for (int i = 0; i < count; i++) {
                var jar = name(i) + ".jar";
                Files.createLink(directory.resolve(jar), work.resolve("all", jar));
            }
        }
        return directory;
    }

    private void compile(int count) throws IOException {
        var words = new ArrayList<>(List.of("-proc:none", "-d", work.resolve("classes").toString()));
        words.addAll(List.of(kind.isModular() ? "-p" : "-cp", kind.api().toString()));
        if (kind.isModular()) {
            words.addAll(List.of("--module-source-path", work.resolve("sources").toString()));
        }
        for (int i = 0; i < count; i++) {
            var below = work.resolve("sources", name(i));
            for (var source : kind.sources(name(i)).entrySet()) {
                var file = below.resolve(source.getKey());
                Files.createDirectories(file.getParent());
                words.add(Files.writeString(file, source.getValue()).toString());
            }
        }
        run("javac", words);
    }

    private void pack(String name) throws IOException {
        var manifest =
                Files.writeString(Files.createTempFile(work, "", ".mf"), kind.manifest(name));
        var classes = work.resolve("classes");
        var words = new ArrayList<>(List.of("--create", "--manifest", manifest.toString()));
        words.addAll(List.of("--file", work.resolve("all", name + ".jar").toString()));
        if (kind.emptyFile().isPresent()) {
            var file = work.resolve("resources", kind.emptyFile().orElseThrow());
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
            words.addAll(List.of("-C", work.resolve("resources").toString(), "."));
        }
        words.addAll(
                kind.isModular()
                        ? List.of("-C", classes.resolve(name).toString(), ".")
                        : List.of("-C", classes.toString(), name.replace('.', '/')));
        run("jar", words);
    }

    private static void run(String tool, List<String> words) {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        if (ToolProvider.findFirst(tool).orElseThrow().run(out, out, words.toArray(String[]::new))
                != 0) {
            throw new IllegalStateException(said.toString());
        }
    }
}
