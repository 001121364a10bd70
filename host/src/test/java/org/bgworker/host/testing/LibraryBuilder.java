package org.bgworker.host.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.spi.WorkerMain;

/** Compiles a library as a third party would: with javac, against the jar of the spi alone. */
public final class LibraryBuilder {
    /** Directories of classes, by the options and sources that they were made of. */
    private static final Map<List<Object>, Path> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> resources = new LinkedHashMap<>();
    private final List<Path> modulePath = new ArrayList<>();
    private final List<String> options = new ArrayList<>(List.of("--release", "25"));

    private LibraryBuilder() {}

    /** Of no source yet. */
    public static LibraryBuilder library() {
        return new LibraryBuilder();
    }

    /** A module that provides the {@code WorkerMain}s of these class names. */
    public static LibraryBuilder module(String name, String... mains) {
        return library()
                .source(
                        "module-info.java",
                        "module %s { requires org.bgworker.spi; provides org.bgworker.spi.WorkerMain with %s; }"
                                .formatted(name, String.join(", ", mains)));
    }

    /** Adds a source file by its path, such as {@code p/Main.java}. */
    public LibraryBuilder source(String path, String text) {
        sources.put(path, text);
        return this;
    }

    /** Adds a {@code WorkerMain} of this class name and function name, with this body of main. */
    public LibraryBuilder main(String className, String function, String body) {
        int dot = className.lastIndexOf('.');
        return source(
                className.replace('.', '/') + ".java",
                """
                package %s;
                import org.bgworker.spi.*;
                @FunctionName("%s")
                public final class %s implements WorkerMain {
                    @Override public void main(Datum mainArg) throws Exception {
                        var worker = WorkerContext.current();
                        %s
                    }
                }
                """
                        .formatted(
                                className.substring(0, dot),
                                function,
                                className.substring(dot + 1),
                                body));
    }

    /** Adds a file to the jar. */
    public LibraryBuilder resource(String path, String text) {
        resources.put(path, text.getBytes(UTF_8));
        return this;
    }

    /** Adds a jar to compile against. */
    public LibraryBuilder requires(Path jar) {
        modulePath.add(jar);
        return this;
    }

    /** Adds options for javac. */
    public LibraryBuilder javac(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** The spi's jar in the distribution, or before there is one what the tests run on. */
    public static Path spi() {
        if (!Files.exists(Places.distribution())) {
            var here = WorkerMain.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(URI.create(here.toString()));
        }
        try (Stream<Path> jars = Files.list(Places.distribution().resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("bgworker-spi"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Compiles into a directory and gives it; the same sources are compiled once. */
    public Path classes() {
        // what lies in other jars is not known here
        return modulePath.isEmpty()
                ? COMPILED.computeIfAbsent(
                        List.of(List.copyOf(options), Map.copyOf(sources)), _ -> compile())
                : compile();
    }

    private Path compile() {
        try {
            var from = Scratch.directory("sources");
            var to = Scratch.directory("classes");
            var files = new ArrayList<Path>();
            for (var source : sources.entrySet()) {
                var file = from.resolve(source.getKey());
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source.getValue()));
            }
            var words = new ArrayList<>(options);
            var path =
                    Stream.concat(modulePath.stream(), Stream.of(spi()))
                            .map(Path::toString)
                            .collect(Collectors.joining(":"));
            words.addAll(List.of(sources.containsKey("module-info.java") ? "-p" : "-cp", path));
            words.addAll(List.of("-d", to.toString()));
            files.forEach(file -> words.add(file.toString()));
            var said = new StringWriter();
            var printer = new PrintWriter(said);
            var javac = ToolProvider.findFirst("javac").orElseThrow();
            if (javac.run(printer, printer, words.toArray(String[]::new)) != 0) {
                throw new AssertionError(said.toString());
            }
            return to;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Compiles into a jar. */
    public Path jar(Path file) {
        var classes = classes();
        try (var out = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> all = Files.walk(classes)) {
            for (var one : all.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
                out.write(Files.readAllBytes(one));
            }
            for (var resource : resources.entrySet()) {
                out.putNextEntry(new JarEntry(resource.getKey()));
                out.write(resource.getValue());
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
