package org.bgworker.host.it;

import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Jars;
import org.bgworker.host.testing.LogReports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed jars, as jarsigner makes them, sound and broken, where no list is asked. */
final class BrokenSignatureIT {
    @TempDir private static Path dir;
    private static List<String> reports = List.of();

    @BeforeAll
    static void a_host_is_given_them() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        tool("keytool", "-genkeypair", "-alias", "ann", "-dname", "CN=Ann", "-keyalg", "EC");
        Samples.good(modules);
        sign(modules.resolve("zz_good.jar"));
        var changed = Samples.idle("changed").jar(modules.resolve("changed.jar"));
        sign(changed);
        Jars.replaceClass(changed, "changed.Work", "package changed; public class Work { int x; }");
        var added = Samples.idle("added").jar(modules.resolve("added.jar"));
        sign(added);
        Jars.put(added, "added/More.class", "more".getBytes(StandardCharsets.UTF_8));
        var stripped = Samples.idle("stripped").jar(modules.resolve("stripped.jar"));
        sign(stripped);
        Jars.remove(stripped, "META-INF/ANN.EC");
        try (var host = HostProcess.run(modules, dir.resolve("data"), "-c", "audit=off")) {
            host.await("good: the good one runs");
            reports = LogReports.in(host.log(), modules);
            assertEquals(0, host.stop());
        }
    }

    private static void sign(Path jar) throws Exception {
        tool("jarsigner", jar.toString(), "ann");
    }

    private static void tool(String name, String... words) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(
                List.of("-keystore", dir.resolve("keys").toString(), "-storepass", "secret"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = process.inputReader(StandardCharsets.UTF_8).readAllAsString();
        assertEquals(0, process.waitFor(), said);
    }

    private static void assertBroken(String name, String why) {
        var report = about(name + ".jar", reports);
        assertTrue(report.contains("its signature is broken"), report);
        assertTrue(report.contains(why), report);
    }

    @Test
    void a_class_that_was_changed_after_signing_is_refused() {
        assertBroken("changed", "changed/Work.class");
    }

    @Test
    void a_class_that_was_added_after_signing_is_refused() {
        assertBroken("added", "It does not cover added/More.class");
    }

    @Test
    void a_signature_without_its_block_is_refused() {
        assertBroken("stripped", "It does not cover");
    }
}
