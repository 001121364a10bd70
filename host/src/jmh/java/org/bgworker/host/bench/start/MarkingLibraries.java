package org.bgworker.host.bench.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import org.bgworker.host.testing.LibraryBuilder;

/**
 * Small libraries with one worker each, which writes a byte to standard output as its first act and
 * then waits. All are compiled by javac in one go.
 */
final class MarkingLibraries {
    private static final List<String> CLASSES = List.of("module-info", "Init", "Marking");
    private static final List<String> SOURCES =
            List.of(
                    """
                    module %1$s {
                        requires org.bgworker.spi;
                        provides org.bgworker.spi.WorkerLibrary with %1$s.Init;
                        provides org.bgworker.spi.WorkerMain with %1$s.Marking;
                    }
                    """,
                    """
                    package %1$s;
                    import org.bgworker.spi.*;
                    public final class Init implements WorkerLibrary {
                        @Override public void init(Registrar registrar) {
                            registrar.register(BackgroundWorker.named("%1$s").library("%1$s").function("mark")
                                    %2$s.build());
                        }
                    }
                    """,
                    """
                    package %1$s;
                    import org.bgworker.spi.*;
                    @FunctionName("mark")
                    public final class Marking implements WorkerMain {
                        @Override public void main(Datum mainArg) throws Exception {
                            %3$s
                            System.out.write('.');
                            System.out.flush();
                            while (!Thread.interrupted()) {
                                java.util.concurrent.locks.LockSupport.park();
                            }
                        }
                    }
                    """);

    private MarkingLibraries() {}

    /** What a worker does before it writes its byte. */
    enum First {
        /** Nothing; it is started as early as can be. */
        NOTHING(".startTime(StartTime.POSTMASTER_START)", ""),
        /** It has a statement executed in a session. */
        SESSION(
                ".flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION)",
                "WorkerContext.current().initializeConnection().createStatement().execute(\"select 1\");");

        private final String options;
        private final String body;

        First(String options, String body) {
            this.options = options;
            this.body = body;
        }
    }

    /** Makes so many in a new directory. */
    static Path make(int count) throws IOException {
        return make(count, First.NOTHING);
    }

    /** The same, of workers that do something before. */
    static Path make(int count, First first) throws IOException {
        var work = Files.createTempDirectory("libraries");
        var words = new ArrayList<String>();
        words.addAll(List.of("--module-source-path", work.resolve("sources").toString()));
        words.addAll(List.of("-p", LibraryBuilder.spi().toString()));
        words.addAll(List.of("-d", work.resolve("classes").toString()));
        for (int i = 0; i < count; i++) {
            words.addAll(write(work, name(i), first));
        }
        compile(words);
        var modules = Files.createDirectory(work.resolve("modules"));
        for (int i = 0; i < count; i++) {
            jar(work.resolve("classes"), name(i), modules);
        }
        return modules;
    }

    private static String name(int number) {
        return "bench.l%04d".formatted(number);
    }

    /** A class file's place below that of its module. */
    private static String path(String module, String name, String suffix) {
        return name.equals("module-info")
                ? name + suffix
                : module.replace('.', '/') + "/" + name + suffix;
    }

    private static List<String> write(Path work, String module, First first)
            throws IOException {
        var files = new ArrayList<String>();
        for (int i = 0; i < CLASSES.size(); i++) {
            var file = work.resolve("sources", module, path(module, CLASSES.get(i), ".java"));
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, SOURCES.get(i).formatted(module, first.options, first.body)).toString());
        }
        return files;
    }

    private static void compile(List<String> words) {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        if (javac.run(out, out, words.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(said.toString());
        }
    }

    private static void jar(Path classes, String module, Path modules) throws IOException {
        try (var out =
                new JarOutputStream(Files.newOutputStream(modules.resolve(module + ".jar")))) {
            out.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
            out.write("Manifest-Version: 1.0\r\n\r\n".getBytes(UTF_8));
            for (var name : CLASSES) {
                var path = path(module, name, ".class");
                out.putNextEntry(new JarEntry(path));
                out.write(Files.readAllBytes(classes.resolve(module, path)));
            }
        }
    }
}
