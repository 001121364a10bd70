package org.bgworker.host.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.bgworker.host.testing.HostFigures;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.PuppetJar;
import org.bgworker.host.testing.puppet.PuppetWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replaces a library two thousand times while its workers run, drops a thousand jars at once and
 * deletes them, and rewrites a jar in place under a worker that still loads from it. By hand:
 * {@code mvn -P soak -Dit.test=LibrariesSoak verify}.
 */
final class LibrariesSoak {
    private static final int REPLACEMENTS = Integer.getInteger("soak.replacements", 2000);
    private static final int JARS = Integer.getInteger("soak.jars", 1000);
    private static final int FIRST = 50;
    private static final int LAZY = 200;

    private static final Pattern LOADER = Pattern.compile("LibraryLoader");

    /** The current version, and the one before while it is kept to fall back on. */
    private static final int LOADERS = 2;

    private static final int MORE_THREADS = 4;
    private static final int MORE_FILES = 2;
    private static final int MORE_HEAP_KB = 4096;
    private static final int MORE_METASPACE_KB = 1024;

    @TempDir private Path modules;
    @TempDir private Path data;

    private HostProcess host() {
        return HostProcess.run(
                modules,
                data,
                "-c",
                "library_settle_time=20ms",
                "-c",
                "library_probation_time=0",
                "-c",
                "max_worker_processes=" + (JARS + 10),
                "-c",
                "log_min_messages=debug1");
    }

    private void replace(String name, byte[] jar) throws IOException {
        var copy = Files.write(modules.resolve(name + ".part"), jar);
        Files.move(copy, modules.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] version(int number) {
        return PuppetJar.of("soak", Integer.toString(number), List.of("a", "b", "c"));
    }

    private static HostFigures print(String when, HostProcess host) throws IOException {
        long pid = host.process().pid();
        var figures = HostFigures.collected(pid);
        System.out.printf(
                "%-24s %s, %d loaders%n", when, figures, HostFigures.loaders(pid, LOADER));
        return figures;
    }

    @Test
    void replacements_leave_nothing() throws Exception {
        replace("soak.jar", version(0));
        System.out.println("                         threads files RSS(MB)   heap metaspace");
        try (var host = host()) {
            host.await("c runs soak@0");
            long begin = System.nanoTime();
            replace(host, 1, FIRST);
            var first = print("after %d replacements".formatted(FIRST), host);
            replace(host, FIRST + 1, REPLACEMENTS);
            var last = print("after %d replacements".formatted(REPLACEMENTS), host);
            System.out.printf("%.1f s%n", (System.nanoTime() - begin) / 1e9);
            assertNoMore(first, last);
            assertTrue(HostFigures.loaders(host.process().pid(), LOADER) <= LOADERS);
            assertEquals(0, host.stop());
        }
    }

    private void replace(HostProcess host, int from, int to) throws IOException {
        for (int i = from; i <= to; i++) {
            replace("soak.jar", version(i));
            for (var worker : List.of("a", "b", "c")) {
                host.await("%s runs soak@%d".formatted(worker, i));
            }
        }
    }

    private static void assertNoMore(HostFigures first, HostFigures last) {
        assertNoMore("threads", first.threads(), last.threads(), MORE_THREADS);
        assertNoMore("open files", first.files(), last.files(), MORE_FILES);
        assertNoMore("heap", first.heap(), last.heap(), MORE_HEAP_KB);
        assertNoMore("metaspace", first.metaspace(), last.metaspace(), MORE_METASPACE_KB);
    }

    private static void assertNoMore(String what, long first, long last, long more) {
        assertTrue(last <= first + more, () -> "%s: %d, then %d".formatted(what, first, last));
    }

    @Test
    void many_jars_at_once_all_load_and_all_unload() throws Exception {
        try (var host = host()) {
            host.await("private server");
            print("empty", host);
            long begin = System.nanoTime();
            for (int i = 0; i < JARS; i++) {
                replace("l%d.jar".formatted(i), PuppetJar.of("l" + i, "1", List.of("w" + i)));
            }
            for (int i = 0; i < JARS; i++) {
                host.await("w%d runs l%d@1".formatted(i, i));
            }
            System.out.printf("%d run after %.1f s%n", JARS, (System.nanoTime() - begin) / 1e9);
            print("all loaded", host);
            begin = System.nanoTime();
            for (int i = 0; i < JARS; i++) {
                Files.delete(modules.resolve("l%d.jar".formatted(i)));
            }
            for (int i = 0; i < JARS; i++) {
                host.await("unregistering background worker \"w%d\"".formatted(i));
            }
            System.out.printf("%d ended after %.1f s%n", JARS, (System.nanoTime() - begin) / 1e9);
            awaitCollected(host);
            print("all unloaded", host);
            assertEquals(0, host.stop());
        }
    }

    /** Collections are asked for until no loader is left; what is left for long is a leak. */
    private static void awaitCollected(HostProcess host) throws IOException {
        long pid = host.process().pid();
        int left = JARS;
        for (int i = 0; i < 20 && left > 0; i++) {
            HostFigures.collected(pid);
            left = HostFigures.loaders(pid, LOADER);
        }
        assertEquals(0, left);
    }

    @Test
    void a_jar_that_is_rewritten_in_place_does_not_concern_the_worker_that_runs_it()
            throws Exception {
        replace("lazy.jar", lazy("1"));
        var next = lazy("2");
        try (var host = host()) {
            host.await("w runs lazy@1");
            int rewritten = 0;
            while (host.log().stream().noneMatch(line -> line.contains("w has loaded all"))) {
                rewrite(next);
                rewritten++;
            }
            System.out.printf("rewritten %d times under a worker that loads%n", rewritten);
            host.await("w runs lazy@2");
            assertEquals(
                    List.of(),
                    host.log().stream().filter(line -> line.contains(" ERROR:  ")).toList());
            assertEquals(0, host.stop());
        }
    }

    private void rewrite(byte[] bytes) throws IOException {
        var jar = modules.resolve("lazy.jar");
        try (var out = Files.newOutputStream(jar, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int at = 0; at < bytes.length; at += 4096) {
                out.write(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 4096)));
            }
        }
    }

    private static byte[] lazy(String version) {
        var files = PuppetJar.files("lazy", version, List.of("w"));
        var folder = PuppetJar.PACKAGE.replace('.', '/') + "/";
        files.put(folder + PuppetWork.LAZY, Integer.toString(LAZY).getBytes(UTF_8));
        for (int i = 0; i < LAZY; i++) {
            var name = ClassDesc.of(PuppetJar.PACKAGE, "Lazy" + i);
            files.put(folder + "Lazy%d.class".formatted(i), ClassFile.of().build(name, _ -> {}));
            files.put(folder + "text" + i, ("text " + i).repeat(100).getBytes(UTF_8));
        }
        return PuppetJar.zip(files);
    }
}
