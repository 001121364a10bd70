package org.bgworker.host.audit;

import static org.bgworker.host.audit.Capability.AGENTS;
import static org.bgworker.host.audit.Capability.EXIT;
import static org.bgworker.host.audit.Capability.FILE_WRITES;
import static org.bgworker.host.audit.Capability.NATIVE_CODE;
import static org.bgworker.host.audit.Capability.NETWORK;
import static org.bgworker.host.audit.Capability.PROCESSES;
import static org.bgworker.host.audit.Capability.REFLECTION;
import static org.bgworker.host.audit.Capability.SERIALIZATION;
import static org.bgworker.host.audit.Capability.THREADS;
import static org.bgworker.host.audit.Capability.UNSAFE;
import static org.bgworker.host.audit.Capability.VIRTUAL_MACHINE;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The table of what gives a capability away. Constructors are {@code <init>}. */
final class Rules {
    private static final List<Rule> TABLE =
            List.of(
                    Rule.of(NATIVE_CODE, "java.lang.foreign.Linker*"),
                    Rule.of(NATIVE_CODE, "java.lang.foreign.SymbolLookup"),
                    Rule.of(NATIVE_CODE, "java.lang.foreign.MemorySegment", "reinterpret"),
                    Rule.of(NATIVE_CODE, "java.lang.System", "load", "loadLibrary"),
                    Rule.of(NATIVE_CODE, "java.lang.Runtime", "load", "loadLibrary"),
                    Rule.of(PROCESSES, "java.lang.ProcessBuilder*"),
                    Rule.of(PROCESSES, "java.lang.Runtime", "exec"),
                    Rule.of(PROCESSES, "java.lang.ProcessHandle", "destroy*", "allProcesses", "of"),
                    Rule.of(NETWORK, "java.net.Socket"),
                    Rule.of(NETWORK, "java.net.ServerSocket"),
                    Rule.of(NETWORK, "java.net.DatagramSocket"),
                    Rule.of(NETWORK, "java.net.MulticastSocket"),
                    Rule.of(NETWORK, "java.net.InetAddress", "getByName", "getAllByName"),
                    Rule.of(NETWORK, "java.net.InetAddress", "getLocalHost", "isReachable"),
                    Rule.of(NETWORK, "java.net.InetSocketAddress", "<init>(Ljava/lang/String;"),
                    Rule.of(NETWORK, "java.net.URL", "open*", "getContent"),
                    Rule.of(NETWORK, "java.net.URLConnection"),
                    Rule.of(NETWORK, "java.net.HttpURLConnection"),
                    Rule.of(NETWORK, "java.net.http.*"),
                    Rule.of(NETWORK, "java.nio.channels.SocketChannel"),
                    Rule.of(NETWORK, "java.nio.channels.ServerSocketChannel"),
                    Rule.of(NETWORK, "java.nio.channels.DatagramChannel"),
                    Rule.of(NETWORK, "java.nio.channels.AsynchronousSocketChannel"),
                    Rule.of(NETWORK, "java.nio.channels.AsynchronousServerSocketChannel"),
                    Rule.of(NETWORK, "javax.net.*"),
                    Rule.of(NETWORK, "javax.naming.*"),
                    Rule.of(NETWORK, "java.rmi.*"),
                    Rule.of(NETWORK, "com.sun.net.httpserver.*"),
                    Rule.of(NETWORK, "java.sql.DriverManager", "getConnection"),
                    Rule.of(FILE_WRITES, "java.nio.file.Files", "write*", "newOutputStream"),
                    Rule.of(FILE_WRITES, "java.nio.file.Files", "newBufferedWriter"),
                    Rule.of(FILE_WRITES, "java.nio.file.Files", "newByteChannel", "copy", "move"),
                    Rule.of(FILE_WRITES, "java.nio.file.Files", "create*", "delete*", "set*"),
                    Rule.of(FILE_WRITES, "java.nio.file.FileSystems", "newFileSystem"),
                    Rule.of(FILE_WRITES, "java.nio.channels.FileChannel", "open"),
                    Rule.of(FILE_WRITES, "java.nio.channels.AsynchronousFileChannel", "open"),
                    Rule.of(FILE_WRITES, "java.io.FileOutputStream", "<init>"),
                    Rule.of(FILE_WRITES, "java.io.FileWriter", "<init>"),
                    Rule.of(FILE_WRITES, "java.io.RandomAccessFile", "<init>"),
                    Rule.of(
                            FILE_WRITES,
                            "java.io.PrintStream",
                            "<init>(Ljava/lang/String;",
                            "<init>(Ljava/io/File;"),
                    Rule.of(
                            FILE_WRITES,
                            "java.io.PrintWriter",
                            "<init>(Ljava/lang/String;",
                            "<init>(Ljava/io/File;"),
                    Rule.of(
                            FILE_WRITES,
                            "java.util.Formatter",
                            "<init>(Ljava/lang/String;",
                            "<init>(Ljava/io/File;"),
                    Rule.of(
                            FILE_WRITES,
                            "java.io.File",
                            "create*",
                            "delete*",
                            "mkdir*",
                            "renameTo",
                            "set*"),
                    Rule.of(FILE_WRITES, "java.util.logging.FileHandler", "<init>"),
                    Rule.of(FILE_WRITES, "java.util.prefs.*"),
                    Rule.of(REFLECTION, "java.lang.Class", "forName", "newInstance"),
                    Rule.of(REFLECTION, "java.lang.Class", "getDeclared*", "getMethod*"),
                    Rule.of(REFLECTION, "java.lang.Class", "getField*", "getConstructor*"),
                    Rule.of(REFLECTION, "java.lang.reflect.Method"),
                    Rule.of(REFLECTION, "java.lang.reflect.Field"),
                    Rule.of(REFLECTION, "java.lang.reflect.Constructor"),
                    Rule.of(REFLECTION, "java.lang.reflect.AccessibleObject"),
                    Rule.of(REFLECTION, "java.lang.reflect.Proxy"),
                    Rule.of(REFLECTION, "java.lang.invoke.MethodHandles", "privateLookupIn"),
                    Rule.of(
                            REFLECTION,
                            "java.lang.invoke.MethodHandles$Lookup",
                            "find*",
                            "unreflect*",
                            "define*"),
                    Rule.of(
                            REFLECTION,
                            "java.lang.ClassLoader",
                            "<init>",
                            "loadClass",
                            "defineClass"),
                    Rule.of(REFLECTION, "java.net.URLClassLoader"),
                    Rule.of(REFLECTION, "java.security.SecureClassLoader", "<init>", "defineClass"),
                    Rule.of(REFLECTION, "java.lang.Module", "add*"),
                    Rule.of(REFLECTION, "java.lang.ModuleLayer*", "define*", "add*"),
                    Rule.of(REFLECTION, "javax.tools.ToolProvider"),
                    Rule.of(REFLECTION, "javax.script.*"),
                    Rule.of(UNSAFE, "sun.misc.Unsafe"),
                    Rule.of(UNSAFE, "jdk.internal.misc.*"),
                    Rule.of(EXIT, "java.lang.System", "exit"),
                    Rule.of(EXIT, "java.lang.Runtime", "exit", "halt"),
                    Rule.of(AGENTS, "java.lang.instrument.*"),
                    Rule.of(AGENTS, "com.sun.tools.attach.*"),
                    Rule.of(
                            THREADS,
                            "java.lang.Thread",
                            "<init>",
                            "start",
                            "startVirtualThread",
                            "of*"),
                    Rule.of(THREADS, "java.lang.Thread$Builder*"),
                    Rule.of(THREADS, "java.util.concurrent.Executors"),
                    Rule.of(THREADS, "java.util.concurrent.ThreadPoolExecutor", "<init>"),
                    Rule.of(THREADS, "java.util.concurrent.ScheduledThreadPoolExecutor", "<init>"),
                    Rule.of(
                            THREADS,
                            "java.util.concurrent.ForkJoin*",
                            "<init>",
                            "commonPool",
                            "fork",
                            "invoke*"),
                    Rule.of(
                            THREADS,
                            "java.util.concurrent.CompletableFuture",
                            "*Async",
                            "orTimeout"),
                    Rule.of(
                            THREADS,
                            "java.util.concurrent.CompletableFuture",
                            "delayedExecutor",
                            "completeOnTimeout"),
                    Rule.of(THREADS, "java.util.concurrent.CompletionStage", "*Async"),
                    Rule.of(THREADS, "java.util.concurrent.StructuredTaskScope*"),
                    Rule.of(THREADS, "java.util.concurrent.SubmissionPublisher", "<init>"),
                    Rule.of(THREADS, "java.util.Timer", "<init>"),
                    Rule.of(THREADS, "java.lang.ref.Cleaner", "create"),
                    Rule.of(THREADS, "java.util.stream.*", "parallel"),
                    Rule.of(THREADS, "*", "parallelStream"),
                    Rule.of(SERIALIZATION, "java.io.ObjectInputStream"),
                    Rule.of(SERIALIZATION, "java.io.ObjectOutputStream"),
                    Rule.of(SERIALIZATION, "java.beans.XMLDecoder"),
                    Rule.of(SERIALIZATION, "java.beans.XMLEncoder"),
                    Rule.of(VIRTUAL_MACHINE, "java.lang.Runtime", "*ShutdownHook"),
                    Rule.of(VIRTUAL_MACHINE, "java.lang.System", "setPropert*", "clearProperty"),
                    Rule.of(
                            VIRTUAL_MACHINE,
                            "java.lang.System",
                            "setOut",
                            "setErr",
                            "setIn",
                            "setSecurityManager"),
                    Rule.of(
                            VIRTUAL_MACHINE,
                            "java.lang.Thread",
                            "setDefaultUncaughtExceptionHandler"),
                    Rule.of(VIRTUAL_MACHINE, "java.lang.management.ManagementFactory"),
                    Rule.of(VIRTUAL_MACHINE, "javax.management.*"),
                    Rule.of(
                            VIRTUAL_MACHINE,
                            "java.security.Security",
                            "insert*",
                            "add*",
                            "remove*",
                            "set*"),
                    Rule.of(VIRTUAL_MACHINE, "java.util.Locale", "setDefault"),
                    Rule.of(VIRTUAL_MACHINE, "java.util.TimeZone", "setDefault"),
                    Rule.of(VIRTUAL_MACHINE, "java.net.*", "setDefault*", "set*Factory"),
                    Rule.of(VIRTUAL_MACHINE, "javax.net.*", "setDefault*"),
                    Rule.of(
                            VIRTUAL_MACHINE,
                            "java.sql.DriverManager",
                            "*Driver",
                            "setLog*",
                            "setLoginTimeout"),
                    Rule.of(
                            VIRTUAL_MACHINE,
                            "java.util.logging.*",
                            "addHandler",
                            "removeHandler",
                            "reset",
                            "readConfiguration",
                            "updateConfiguration"));

    private Rules() {}

    /**
     * What a use gives away.
     *
     * @param owners the class that is used, and those that it extends, as far as they are known
     */
    static Set<Capability> capabilities(Use use, List<String> owners) {
        var found = EnumSet.noneOf(Capability.class);
        for (var rule : TABLE) {
            if (owners.stream().anyMatch(owner -> rule.matches(owner, use))) {
                found.add(rule.capability());
            }
        }
        return found;
    }
}
