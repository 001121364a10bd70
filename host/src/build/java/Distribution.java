import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Completes the distribution: puts the host's jar beside the others, and makes the JDK's AOT caches:
 * one of a host that starts, runs a few workers and stops, and one of the commands that ask it. The
 * build runs this file as it is, on the JDK that it compiles with.
 *
 * <p>A cache holds no class file older than Java 6, and picocli's are: they are written anew. All
 * other jars are as they were published.
 *
 * <p>The caches know the jars by path, time and size, and the JDK by its build. Where any of that
 * differs they are not used, and all starts as slowly as it would without.
 */
final class Distribution {
    private static final String CACHE = "bgworker.aot";
    private static final String COMMAND_CACHE = "command.aot";
    private static final String REHEARSAL = "org.bgworker.host/org.bgworker.host.cli.Rehearsal";
    private static final int JAVA_8 = 52;
    private static final String TRAINED = "training is over";
    private static final String LISTENING = "listening on socket";
    private static final String REGISTRATIONS = "2000";
    private static final int PATIENCE_SECONDS = 120;
    private static final List<String> HOST = List.of("-XX:+UseSerialGC", "-Dorg.eclipse.jetty.util.referencesPerCacheLine=16", "--add-modules", "ALL-DEFAULT,java.se", "--enable-native-access=org.bgworker.host");

    /** What both libraries are made of; the worker goes where most workers do. */
    private static final String MODULE =
            """
            module %1$s {
                requires org.bgworker.spi;
                requires java.management;
                provides org.bgworker.spi.WorkerLibrary with %1$s.Init;
                provides org.bgworker.spi.WorkerMain with %1$s.Main, %1$s.Child, %1$s.Once;
            }
            """;

    private static final String INIT =
            """
            package %1$s;
            import org.bgworker.spi.*;
            @Setting(name = "%1$s.rows", type = Setting.Type.INT, defaultValue = "3", min = 1, description = "How many rows.")
            public final class Init implements WorkerLibrary {
                @Override public void init(Registrar registrar) {
                    var child = BackgroundWorker.named("%1$s child").library("%1$s").function("child");
                    registrar.register(child.startTime(StartTime.POSTMASTER_START).restartAfter(java.time.Duration.ofSeconds(5)).build());
                    registrar.register(BackgroundWorker.named("%1$s").library("%1$s").function("Main").mainArg(Datum.of(1))
                            .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION).build());
                }
            }
            """;
    private static final String CHILD =
            """
            package %1$s;
            import org.bgworker.spi.*;
            @FunctionName("child")
            public final class Child implements WorkerMain {
                @Override public void main(Datum arg) throws Exception {
                    WorkerContext.current().latch().await(java.time.Duration.ofHours(1));
                }
            }
            """;
    private static final String ONCE =
            """
            package %1$s;
            import org.bgworker.spi.*;
            @FunctionName("once")
            public final class Once implements WorkerMain {
                @Override public void main(Datum arg) {}
            }
            """;
    private static final String MAIN =
            """
            package %1$s;
            import org.bgworker.spi.*;
            public final class Main implements WorkerMain {
                @Override public void main(Datum arg) throws Exception {
                    var log = System.getLogger("training");
                    var worker = WorkerContext.current();
                    var connection = worker.initializeConnection();
                    connection.setAutoCommit(false);
                    try (var statement = connection.createStatement()) {
                        statement.execute("create table if not exists %1$s (id bigint primary key, name text)");
                        connection.commit();
                    }
                    try (var insert = connection.prepareStatement("insert into %1$s values (?, ?) on conflict do nothing")) {
                        for (int i = 0; i < worker.settings().getInt("%1$s.rows"); i++) {
                            insert.setLong(1, i);
                            insert.setString(2, "row " + i);
                            insert.executeUpdate();
                        }
                        connection.commit();
                    }
                    worker.registerDynamic(BackgroundWorker.named("dynamic").library("%1$s").function("child").build());
                    worker.latch().await(java.time.Duration.ofMillis(1));
                    java.lang.management.ManagementFactory.getPlatformMBeanServer(); // which the host's bean needs a moment later
                    log.log(System.Logger.Level.INFO, "%2$s, said {0}", worker.entry().name());
                }
            }
            """;

    private final Path distribution;
    private final Path scratch;

    private Distribution(Path distribution, Path scratch) {
        this.distribution = distribution;
        this.scratch = scratch;
    }

    /**
     * Completes a distribution.
     *
     * @param args the host's jar, the distribution, a directory to work in, and systemd's unit file
     */
    public static void main(String[] args) throws Exception {
        var jar = Path.of(args[0]);
        var built = new Distribution(Path.of(args[1]).toRealPath(), Path.of(args[2]));
        var done = built.distribution.resolve("jdk");
        Files.deleteIfExists(done);
        Files.copy(
                jar,
                built.distribution.resolve("lib").resolve(jar.getFileName()),
                COPY_ATTRIBUTES,
                REPLACE_EXISTING);
        built.unitFile(Path.of(args[3]));
        built.renew(one(built.distribution.resolve("lib"), "picocli-"));
        built.train();
        // last: the script takes it for the sign that all is there
        Files.writeString(done, System.getProperty("java.home") + "\n");
    }

    /** With the place of the script that starts the host. */
    private void unitFile(Path template) throws IOException {
        var home = distribution.resolve("../../..").normalize().toString();
        var text = Files.readString(template).replace("@HOME@", home);
        Files.writeString(distribution.resolve(template.getFileName()), text);
    }

    private static Path one(Path directory, String prefix) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Has the classes of a jar in the form of Java 8, which differs by its stack maps. */
    private void renew(Path jar) throws IOException {
        Files.createDirectories(scratch);
        var renewed = scratch.resolve(jar.getFileName());
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(renewed))) {
            var classes = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy(from)));
            for (var entry : Collections.list(from.entries())) {
                var bytes = from.getInputStream(entry).readAllBytes();
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(entry.getName().endsWith(".class") ? renewed(bytes, classes) : bytes);
            }
        }
        Files.move(renewed, jar, REPLACE_EXISTING);
    }

    private static ClassHierarchyResolver hierarchy(ZipFile jar) {
        return ClassHierarchyResolver.ofResourceParsing(name -> {
            var descriptor = name.descriptorString();
            var entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
            try {
                return entry == null ? null : jar.getInputStream(entry);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }).orElse(ClassHierarchyResolver.defaultResolver());
    }

    private static byte[] renewed(byte[] bytes, ClassFile classes) {
        var old = classes.parse(bytes);
        if (old.majorVersion() >= JAVA_8) {
            return bytes;
        }
        return classes.transformClass(old, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen((all, one) -> {
                    if (one instanceof ClassFileVersion) {
                        all.withVersion(JAVA_8, 0);
                    } else {
                        all.with(one);
                    }
                }));
    }

    /** Twice: at the second start one library is known, and another has to be inspected. */
    private void train() throws Exception {
        delete(scratch);
        var modules = Files.createDirectories(scratch.resolve("modules"));
        library("known", modules);
        run(List.of(), 1, () -> rehearse(distribution.resolve(COMMAND_CACHE)));
        library("novel", modules);
        var cache = distribution.resolve(CACHE);
        Files.deleteIfExists(cache);
        run(List.of("-XX:AOTCacheOutput=" + cache), 2, this::register);
        var host = new ArrayList<>(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache));
        host.addAll(HOST);
        // a JVM that may not start without the cache starts with it
        execute(java(host, "org.bgworker.host", "--version"), "the cache cannot be used");
        delete(scratch);
    }

    /** Has the host learn what a registration over the socket needs, which is then compiled at less cost. */
    private void register() {
        try {
            var data = scratch.resolve("data").toString();
            execute(java(List.of(), REHEARSAL, data, "known", "once", REGISTRATIONS), "a registration has failed");
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Asks the host that runs; as the launcher does it. */
    private void rehearse(Path cache) {
        try {
            Files.deleteIfExists(cache);
            var data = scratch.resolve("data").toString();
            var options = List.of("-XX:AOTCacheOutput=" + cache, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djdk.reflect.useNativeAccessorOnly=true");
            execute(java(options, REHEARSAL, data), "a command has failed");
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void library(String name, Path modules) throws IOException {
        var sources = Files.createDirectories(scratch.resolve(name));
        var files = new ArrayList<String>();
        files.add(source(sources, "module-info", MODULE, name));
        files.add(source(sources, "Init", INIT, name));
        files.add(source(sources, "Child", CHILD, name));
        files.add(source(sources, "Once", ONCE, name));
        files.add(source(sources, "Main", MAIN, name));
        var classes = scratch.resolve(name + "-classes").toString();
        var javac = new ArrayList<>(List.of("-p", lib(), "-d", classes));
        javac.addAll(files);
        tool("javac", javac);
        var jar = modules.resolve(name + ".jar").toString();
        tool("jar", List.of("--create", "--file", jar, "-C", classes, "."));
    }

    private static String source(Path sources, String name, String text, String library)
            throws IOException {
        var file = sources.resolve(name + ".java");
        return Files.writeString(file, text.formatted(library, TRAINED)).toString();
    }

    private static void tool(String name, List<String> words) {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        if (ToolProvider.findFirst(name).orElseThrow().run(out, out, words.toArray(String[]::new))
                != 0) {
            throw failed("%s has failed:\n%s".formatted(name, said));
        }
    }

    private String lib() {
        return distribution.resolve("lib").toString();
    }

    /** As the launcher does it. */
    private List<String> java(List<String> options, String main, String... words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-p", lib(), "-m", main));
        command.addAll(List.of(words));
        return command;
    }

    /** Runs a host until its libraries have said that they are done, so many times, and something more. */
    private void run(List<String> options, int times, Runnable more) throws Exception {
        var all = new ArrayList<>(options);
        all.addAll(HOST);
        var modules = scratch.resolve("modules").toString();
        var data = scratch.resolve("data").toString();
        var host =
                new ProcessBuilder(java(all, "org.bgworker.host", "run", "--modules", modules, "--data", data, "--permit-built", "--http", "127.0.0.1:0"))
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .start();
        var said = new StringBuilder();
        var reader = new Thread(() -> read(host, said, times, more));
        reader.start();
        if (!host.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            host.destroyForcibly();
            reader.join();
            throw failed("it did not end:\n" + said);
        }
        reader.join();
        if (host.exitValue() != 0) {
            throw failed("it ended with %d:\n%s".formatted(host.exitValue(), said));
        }
    }

    private static void read(Process host, StringBuilder said, int times, Runnable more) {
        int left = times + 1; // its socket is there once more
        try (var in = host.inputReader()) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                said.append(line).append('\n');
                if ((line.contains(TRAINED) || line.contains(LISTENING)) && --left == 0) {
                    // beside the reading: a host that nobody reads stands still
                    new Thread(() -> finish(host, more)).start();
                }
            }
        } catch (IOException gone) {
            said.append(gone);
        }
    }

    private static void finish(Process host, Runnable more) {
        try {
            more.run();
        } finally {
            host.toHandle().destroy(); // SIGTERM
        }
    }

    private static void execute(List<String> command, String otherwise)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw failed("%s:\n%s".formatted(otherwise, said));
        }
    }

    private static IllegalStateException failed(String why) {
        return new IllegalStateException("could not make the AOT cache: " + why);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
