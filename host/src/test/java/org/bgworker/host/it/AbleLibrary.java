package org.bgworker.host.it;

import java.nio.file.Path;
import org.bgworker.host.testing.LibraryBuilder;

/** A library that can do everything that a review looks for. */
final class AbleLibrary {
    private static final String ABLE =
            """
            package able;
            import java.io.*;
            import java.lang.foreign.*;
            import java.lang.invoke.*;
            import java.lang.reflect.*;
            import java.net.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            final class Able {
                static native void declared();
                void linker() { Linker.nativeLinker(); }
                void lookup(Arena arena) { SymbolLookup.libraryLookup("m", arena); }
                void load() { System.load("/x"); }
                void loadLibrary() { Runtime.getRuntime().loadLibrary("x"); }
                void process() throws Exception { new ProcessBuilder("ls").start(); }
                void exec() throws Exception { Runtime.getRuntime().exec(new String[] {"ls"}); }
                void socket() throws Exception { new Socket("localhost", 1); }
                void url() throws Exception { URI.create("http://x").toURL().openStream(); }
                void http() { java.net.http.HttpClient.newHttpClient(); }
                void write(Path path) throws Exception { Files.writeString(path, ""); }
                void delete(Path path) throws Exception { Files.delete(path); }
                void stream(String name) throws Exception { new FileOutputStream(name); }
                void printer(String name) throws Exception { new PrintWriter(name); }
                void file(File file) { file.delete(); }
                void invoke(Method method) throws Exception { method.invoke(null); }
                void accessible(Field field) { field.setAccessible(true); }
                void forName() throws Exception { Class.forName("x"); }
                void handle(MethodHandles.Lookup lookup) throws Exception { lookup.findStatic(Able.class, "x", null); }
                void unsafe(sun.misc.Unsafe unsafe) { unsafe.putInt(0, 0); }
                void exit() { System.exit(3); }
                void halt() { Runtime.getRuntime().halt(3); }
                void agent(java.lang.instrument.Instrumentation all) { all.getAllLoadedClasses(); }
                void attach() throws Exception { com.sun.tools.attach.VirtualMachine.attach("1"); }
                void thread() { new Thread(() -> {}).start(); }
                void virtual() { Thread.startVirtualThread(() -> {}); }
                void executor() { Executors.newCachedThreadPool(); }
                void timer() { new Timer(); }
                void async() { CompletableFuture.runAsync(() -> {}); }
                void parallel(List<String> all) { all.parallelStream(); }
                void read(InputStream in) throws Exception { new ObjectInputStream(in).readObject(); }
                void hook() { Runtime.getRuntime().addShutdownHook(null); }
                void property() { System.setProperty("x", "y"); }
                void bean() { java.lang.management.ManagementFactory.getPlatformMBeanServer(); }
                void provider() { java.security.Security.removeProvider("x"); }
                void handler() { Thread.setDefaultUncaughtExceptionHandler(null); }
                void out() { System.setOut(System.err); }
                void locale() { Locale.setDefault(Locale.ROOT); }
                void zone() { TimeZone.setDefault(null); }
                IntConsumer exitReference() { return System::exit; }
                Runnable exitLambda() { return () -> System.exit(4); }
                Function<String, ?> newReference() { return Thread::new; }
            }
            """;

    private static final String OWN_THREAD =
            """
            package able;
            class OwnThread extends Thread {
                static class Heir extends OwnThread {}
                void begin() { new Heir().start(); }
            }
            """;

    private AbleLibrary() {}

    /** Compiles it into a directory. */
    static Path jar(Path dir) {
        return LibraryBuilder.module("able", "able.Work")
                .source(
                        "module-info.java",
                        """
                        module able {
                            requires org.bgworker.spi;
                            requires java.instrument;
                            requires java.management;
                            requires java.net.http;
                            requires jdk.attach;
                            requires jdk.unsupported;
                            provides org.bgworker.spi.WorkerMain with able.Work;
                        }
                        """)
                .main("able.Work", "work", "")
                .source("able/Able.java", ABLE)
                .source("able/OwnThread.java", OWN_THREAD)
                .resource("native/libable.so.1", "not really")
                .javac("-XDignore.symbol.file=true")
                .jar(dir.resolve("able.jar"));
    }
}
