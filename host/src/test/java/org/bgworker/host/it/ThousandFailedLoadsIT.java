package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.library.Gate;
import org.bgworker.host.library.Inspections;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.host.testing.Jars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many failed loads in one process. */
final class ThousandFailedLoadsIT {
    private static final int LOADS = 1000;

    @TempDir private Path dir;

    @Test
    void a_thousand_failed_loads_leave_no_open_file_no_thread_and_no_setting() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        var kinds = kinds();
        for (int i = 0; i < LOADS; i++) {
            Files.createLink(
                    modules.resolve("bad%04d.jar".formatted(i)), kinds.get(i % kinds.size()));
        }
        var settings = new SettingTable(dir.resolve("none.conf"), false, List.of());
        assertEquals(List.of(), settings.load());
        int declared = settings.declarations().size();
        var libraries =
                new Libraries(
                        modules,
                        settings,
                        new Libraries.Sources(
                                Optional::empty,
                                Inspections.in(dir),
                                _ -> new Gate.Permitted(List.of())),
                        _ -> {});
        var threads = Thread.getAllStackTraces().keySet();
        var preloaded = libraries.preload(0);
        assertEquals(LOADS, preloaded.refused().size());
        assertEquals(List.of(), preloaded.libraries());
        assertEquals(declared, settings.declarations().size());
        assertEquals(List.of(), openFiles(dir));
        for (var thread : newThreads(threads)) {
            assertTrue(thread.join(Duration.ofSeconds(30)), "left running: " + thread);
        }
    }

    private static Set<Thread> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .collect(Collectors.toSet());
    }

    private static List<String> openFiles(Path below) throws IOException {
        var open = new ArrayList<String>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (var one : descriptors.toList()) {
                if (Files.isSymbolicLink(one)) {
                    open.add(Files.readSymbolicLink(one).toString());
                }
            }
        }
        return open.stream().filter(file -> file.startsWith(below.toString())).toList();
    }

    /** One of each kind of failure: when the file is read, checked, layered, initialised. */
    private List<Path> kinds() throws IOException {
        var text = Files.writeString(dir.resolve("text.jar"), "no zip");
        var halved = Samples.idle("halved").jar(dir.resolve("halved.jar"));
        Jars.truncate(halved);
        var plain = Samples.idle("plain").jar(dir.resolve("plain.jar"));
        Jars.remove(plain, "module-info.class");
        var hidden = Samples.idle("hidden").jar(dir.resolve("hidden.jar"));
        Jars.replaceClass(
                hidden,
                "hidden.Work",
                "package hidden; class Work implements org.bgworker.spi.WorkerMain { public void"
                        + " main(org.bgworker.spi.Datum d) {} }");
        var absent =
                org.bgworker.host.testing.LibraryBuilder.library()
                        .source("module-info.java", "module org.absent {}")
                        .jar(dir.resolve("absent.jar"));
        var needy =
                Samples.idle("needy")
                        .source(
                                "module-info.java",
                                "module needy { requires org.bgworker.spi; requires org.absent;"
                                        + " provides org.bgworker.spi.WorkerMain with needy.Work; }")
                        .requires(absent)
                        .jar(dir.resolve("needy.jar"));
        var throwing =
                Samples.withInit("throwing", "throw new Exception(\"no\");")
                        .jar(dir.resolve("throwing.jar"));
        var setting =
                Samples.withInit("setting", "throw new Exception(\"no\");")
                        .source(
                                "setting/Init.java",
                                Samples.initClass("setting", "throw new Exception(\"no\");")
                                        .replace(
                                                "public final class",
                                                "@Setting(name = \"setting.x\", type ="
                                                        + " Setting.Type.INT, defaultValue = \"1\","
                                                        + " description = \"X.\")\n"
                                                        + "public final class"))
                        .jar(dir.resolve("setting.jar"));
        return List.of(text, halved, plain, hidden, needy, throwing, setting);
    }
}
