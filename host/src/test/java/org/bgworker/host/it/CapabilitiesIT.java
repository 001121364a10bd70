package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bgworker.host.audit.Capability;
import org.bgworker.host.audit.Registering;
import org.bgworker.host.audit.Review;
import org.bgworker.host.library.Contents;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.testing.Jars;
import org.bgworker.host.testing.LibraryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a review finds in real class files. */
final class CapabilitiesIT {
    @TempDir private Path dir;

    private static Review review(Path entry) throws ReportException {
        return Review.of(Contents.of(entry));
    }

    /** What stands where, without the class's name. */
    private static Map<String, List<String>> found(Review review) {
        var found = new TreeMap<String, List<String>>();
        review.capabilities()
                .forEach((can, places) ->
                        found.put(
                                can.word(),
                                places.stream()
                                        .map(one ->
                                                "%s in %s"
                                                        .formatted(
                                                                one.use(),
                                                                one.where()
                                                                        .replace("able.Able.", "")))
                                        .toList()));
        return found;
    }

    @Test
    void everything_that_a_library_can_do_is_found_with_its_place() throws Exception {
        var found = found(review(AbleLibrary.jar(dir)));
        assertEquals(
                List.of(
                        "declared native in declared",
                        "java.lang.foreign.Linker.nativeLinker in linker",
                        "java.lang.System.load in load",
                        "java.lang.Runtime.loadLibrary in loadLibrary",
                        "java.lang.foreign.SymbolLookup.libraryLookup in lookup",
                        "a native library in native/libable.so.1"),
                found.get("native code"));
        assertEquals(
                List.of(
                        "java.lang.Runtime.exec in exec",
                        "java.lang.ProcessBuilder.<init> in process",
                        "java.lang.ProcessBuilder.start in process"),
                found.get("processes"));
        assertEquals(
                List.of(
                        "java.net.http.HttpClient.newHttpClient in http",
                        "java.net.Socket.<init> in socket",
                        "java.net.URL.openStream in url"),
                found.get("network"));
        assertEquals(
                List.of(
                        "java.nio.file.Files.delete in delete",
                        "java.io.File.delete in file",
                        "java.io.PrintWriter.<init> in printer",
                        "java.io.FileOutputStream.<init> in stream",
                        "java.nio.file.Files.writeString in write"),
                found.get("file writes"));
        assertEquals(
                List.of(
                        "java.lang.reflect.Field.setAccessible in accessible",
                        "java.lang.Class.forName in forName",
                        "java.lang.invoke.MethodHandles$Lookup.findStatic in handle",
                        "java.lang.reflect.Method.invoke in invoke"),
                found.get("reflection"));
        assertEquals(List.of("sun.misc.Unsafe.putInt in unsafe"), found.get("unsafe memory"));
        assertEquals(
                List.of(
                        "java.lang.instrument.Instrumentation.getAllLoadedClasses in agent",
                        "com.sun.tools.attach.VirtualMachine.attach in attach"),
                found.get("agents"));
        assertEquals(
                List.of(
                        "java.io.ObjectInputStream.<init> in read",
                        "java.io.ObjectInputStream.readObject in read"),
                found.get("serialization"));
        assertEquals(Capability.values().length, found.size());
    }

    @Test
    void references_to_methods_and_lambdas_are_followed() throws Exception {
        assertEquals(
                List.of(
                        "java.lang.System.exit in exit",
                        "java.lang.System.exit in exitLambda",
                        "java.lang.System.exit in exitReference",
                        "java.lang.Runtime.halt in halt"),
                found(review(AbleLibrary.jar(dir))).get("exit"));
    }

    @Test
    void a_thread_is_one_under_the_name_of_its_heirs_too() throws Exception {
        assertEquals(
                List.of(
                        "java.util.concurrent.CompletableFuture.runAsync in async",
                        "java.util.concurrent.Executors.newCachedThreadPool in executor",
                        "java.lang.Thread.<init> in newReference",
                        "java.util.List.parallelStream in parallel",
                        "java.lang.Thread.<init> in thread",
                        "java.lang.Thread.start in thread",
                        "java.util.Timer.<init> in timer",
                        "java.lang.Thread.startVirtualThread in virtual",
                        "able.OwnThread.<init> in able.OwnThread$Heir.<init>",
                        "java.lang.Thread.<init> in able.OwnThread.<init>",
                        "able.OwnThread$Heir.<init> in able.OwnThread.begin",
                        "able.OwnThread$Heir.start in able.OwnThread.begin"),
                found(review(AbleLibrary.jar(dir))).get("threads"));
    }

    @Test
    void what_changes_the_whole_virtual_machine_is_found() throws Exception {
        assertEquals(
                List.of(
                        "java.lang.management.ManagementFactory.getPlatformMBeanServer in bean",
                        "java.lang.Thread.setDefaultUncaughtExceptionHandler in handler",
                        "java.lang.Runtime.addShutdownHook in hook",
                        "java.util.Locale.setDefault in locale",
                        "java.lang.System.setOut in out",
                        "java.lang.System.setProperty in property",
                        "java.security.Security.removeProvider in provider",
                        "java.util.TimeZone.setDefault in zone"),
                found(review(AbleLibrary.jar(dir))).get("virtual machine"));
    }

    @Test
    void a_library_that_keeps_to_the_spi_can_do_nothing() throws Exception {
        assertEquals(Map.of(), review(Samples.good(dir)).capabilities());
    }

    @Test
    void static_registrations_are_found_with_their_names() throws Exception {
        var jar =
                Samples.withInit(
                                "reg",
                                Samples.register("first", "reg", "")
                                        + "for (int i = 0; i < 3; i++) { var named = BackgroundWorker.named(\"number \" + i); registrar.register(named.library(\"reg\").function(\"work\").build()); }\n"
                                        + "java.util.stream.Stream.of(other()).forEach(registrar::register); }\n"
                                        + "private static BackgroundWorker other() { return BackgroundWorker.named(System.lineSeparator()).build();")
                        .jar(dir.resolve("reg.jar"));
        assertEquals(
                List.of(new Registering("reg.Init.init", List.of("first", "number …"))),
                review(jar).registering());
    }

    @Test
    void a_class_file_that_cannot_be_read_is_a_problem_of_the_library() throws Exception {
        var jar = AbleLibrary.jar(dir);
        Jars.change(
                jar,
                "able/Able.class",
                bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 200));
        assertEquals(
                List.of("incompatible library \"able\": class file able/Able.class cannot be read"),
                review(jar).problems().stream().map(one -> one.primary()).toList());
    }

    @Test
    void exports_and_private_dependencies_are_shown_with_their_versions() throws Exception {
        var folder = java.nio.file.Files.createDirectory(dir.resolve("folder"));
        Samples.idle("lead").jar(folder.resolve("lead.jar"));
        LibraryBuilder.library()
                .source("dep/Dep.java", "package dep; public final class Dep {}")
                .jar(folder.resolve("some-dep-2.1.jar"));
        var modules = review(folder).modules();
        assertEquals(
                List.of("lead ", "some.dep 2.1"),
                modules.stream().map(one -> one.name() + " " + one.version()).toList());
        assertEquals(
                List.of("java.base mandated", "org.bgworker.spi"), modules.getFirst().requires());
        assertEquals(List.of("dep"), modules.getLast().packages());
        assertEquals(List.of(), modules.getLast().requires());
    }

    @Test
    void a_signed_jar_shows_who_has_signed_it() throws Exception {
        var jar = Samples.good(dir);
        var keys = dir.resolve("keys").toString();
        tool(
                "keytool",
                "-genkeypair",
                "-keystore",
                keys,
                "-storepass",
                "secret",
                "-alias",
                "ann",
                "-dname",
                "CN=Ann",
                "-keyalg",
                "EC");
        tool("jarsigner", "-keystore", keys, "-storepass", "secret", jar.toString(), "ann");
        assertEquals(List.of("CN=Ann"), review(jar).modules().getFirst().signers());
    }

    private static void tool(String name, String... words) throws Exception {
        var command = new java.util.ArrayList<>(List.of(words));
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", name).toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = process.inputReader().readAllAsString();
        assertEquals(0, process.waitFor(), said);
    }
}
