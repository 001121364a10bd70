package org.bgworker.host.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A library whose functions are a few lines each; static workers of the same names run them. */
public final class Workers {
    /** For a worker that uses the database. */
    public static final String CONNECTED =
            ".flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION)";

    /** For a worker that is restarted one second after it has failed. */
    public static final String RESTARTED = ".restartAfter(Duration.ofSeconds(1))";

    private static final String IMPORTS =
            """
            import java.io.*;
            import java.net.*;
            import java.nio.file.*;
            import java.sql.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            import java.util.function.*;
            import java.util.stream.*;
            import org.bgworker.spi.*;
            """;

    private final String library;
    private final LibraryBuilder builder = LibraryBuilder.library();
    private final List<String> functions = new ArrayList<>();
    private final List<String> directives = new ArrayList<>();
    private final StringBuilder init = new StringBuilder();
    private String annotations = "";

    private Workers(String library) {
        this.library = library;
    }

    /** Of a library, which is also the package of its classes. */
    public static Workers of(String library) {
        return new Workers(library);
    }

    /** Adds a function, and a worker that runs it once. */
    public Workers worker(String name, String body) {
        return worker(name, "", body);
    }

    /** Adds a function, and a worker with these calls of its builder that runs it. */
    public Workers worker(String name, String options, String body) {
        return function(name, body)
                .init(
                        "registrar.register(BackgroundWorker.named(\"%s\").library(\"%s\").function(\"%s\")%s.build());"
                                .formatted(name, library, name, options));
    }

    /** Adds a function that no static worker runs. In the body {@code worker} is the context. */
    public Workers function(String name, String body) {
        return functionClass(
                name,
                """
                @Override public void main(Datum mainArg) throws Exception {
                    var worker = WorkerContext.current();
                    %s
                }
                """
                        .formatted(body));
    }

    /** Adds a function by all members of its class; {@code say} writes a line to the log. */
    public Workers functionClass(String name, String members) {
        functions.add(library + "." + name);
        builder.source(
                path(name),
                """
                package %s;
                %s
                public final class %s implements WorkerMain {
                    static void say(Object text) {
                        System.getLogger("test").log(System.Logger.Level.INFO, String.valueOf(text));
                    }
                    static BackgroundWorker.Builder child(String function) {
                        return BackgroundWorker.named(function).library("%s").function(function);
                    }
                    %s
                }
                """
                        .formatted(library, IMPORTS, name, library, members));
        return this;
    }

    /** Adds to what the library does when it is loaded. */
    public Workers init(String statements) {
        init.append(statements).append('\n');
        return this;
    }

    /** Adds annotations to the library's class. */
    public Workers annotated(String text) {
        annotations += text;
        return this;
    }

    /** Adds directives to the module's declaration. */
    public Workers directive(String text) {
        directives.add(text);
        return this;
    }

    /** Adds a file to the jar. */
    public Workers resource(String name, String text) {
        builder.resource(name, text);
        return this;
    }

    /** Adds a source file. */
    public Workers source(String path, String text) {
        builder.source(path, text);
        return this;
    }

    /** Adds a jar to compile against. */
    public Workers against(Path jar) {
        builder.requires(jar);
        return this;
    }

    /** Compiles it into a jar. */
    public Path jar(Path file) {
        builder.source(
                path("Init"),
                """
                package %s;
                %s
                %s
                public final class Init implements WorkerLibrary {
                    @Override public void init(Registrar registrar) {
                        %s
                    }
                }
                """
                        .formatted(library, IMPORTS, annotations, init));
        builder.source(
                "module-info.java",
                """
                module %s {
                    requires org.bgworker.spi;
                    %s
                    provides org.bgworker.spi.WorkerLibrary with %s.Init;
                    %s
                }
                """
                        .formatted(library, String.join("\n", directives), library, provided()));
        return builder.jar(file);
    }

    private String provided() {
        return functions.isEmpty()
                ? ""
                : "provides org.bgworker.spi.WorkerMain with %s;"
                        .formatted(String.join(", ", functions));
    }

    private String path(String className) {
        return library.replace('.', '/') + "/" + className + ".java";
    }
}
