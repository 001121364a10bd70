package org.bgworker.host.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.bgworker.host.report.Report;
import org.bgworker.host.setting.Declaration;
import org.bgworker.spi.Setting;
import org.bgworker.spi.WorkerMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of libraries from one start to the next. */
final class InspectionsTest {
    private static final Declaration SETTING =
            new Declaration(
                    "p.mood",
                    Setting.Type.ENUM,
                    "good",
                    -0.5,
                    Integer.MAX_VALUE,
                    "",
                    List.of("good", "bad"),
                    Setting.Context.SIGHUP,
                    "The mood, in several\nlines: übel.");
    private static final Inspection CLEAN =
            new Inspection(
                    Map.of("work", "p.Work", "play", "p.Play"),
                    Optional.of("p.Init"),
                    List.of(SETTING, SETTING),
                    List.of());

    @TempDir private Path dir;
    private final List<String> inspected = new ArrayList<>();
    private Inspection result = CLEAN;

    /** Those of a new start of the host. */
    private Inspections start() {
        return Inspections.in(
                dir,
                candidate -> {
                    inspected.add(String.valueOf(candidate.entry().getFileName()));
                    return result;
                });
    }

    private Path jar(String name, String module, String content) throws IOException {
        var file = dir.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new JarEntry("module-info.class"));
            out.write(moduleInfo(module));
            out.putNextEntry(new JarEntry("p/content"));
            out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry("p/Work.class"));
        }
        return file;
    }

    private static byte[] moduleInfo(String name) {
        var attribute =
                ModuleAttribute.of(
                        ModuleDesc.of(name),
                        module -> {
                            module.requires(ModuleDesc.of("java.base"), 0, null);
                            module.provides(
                                    WorkerMain.class.describeConstable().orElseThrow(),
                                    ClassDesc.of("p.Work"));
                        });
        return ClassFile.of()
                .buildModule(
                        attribute,
                        built -> built.with(ModulePackagesAttribute.ofNames(PackageDesc.of("p"))));
    }

    private Inspection inspect(Inspections inspections, Path jar) throws Exception {
        var inspection = inspections.of(read(jar));
        inspections.save();
        return inspection;
    }

    private static Candidate read(Path jar) throws Exception {
        return Candidate.read(jar, Candidate.USUAL_MAX_SIZE);
    }

    private Path file() {
        return dir.resolve("inspections");
    }

    @Test
    void a_known_library_is_not_inspected_at_the_next_start() throws Exception {
        var jar = jar("a.jar", "a", "1");
        assertEquals(CLEAN, inspect(start(), jar));
        result = new Inspection(Map.of(), Optional.empty(), List.of(), List.of());
        assertEquals(CLEAN, inspect(start(), jar));
        assertEquals(List.of("a.jar"), inspected);
    }

    @Test
    void a_library_without_settings_or_an_init_is_remembered_too() throws Exception {
        result = new Inspection(Map.of("w", "p.W"), Optional.empty(), List.of(), List.of());
        var jar = jar("a.jar", "a", "1");
        assertEquals(inspect(start(), jar), inspect(start(), jar));
        assertEquals(List.of("a.jar"), inspected);
    }

    @Test
    void a_changed_jar_is_inspected_again_though_its_name_and_size_are_the_same() throws Exception {
        inspect(start(), jar("a.jar", "a", "1"));
        inspect(start(), jar("a.jar", "a", "2"));
        assertEquals(List.of("a.jar", "a.jar"), inspected);
    }

    @Test
    void bytes_that_have_moved_from_one_entry_to_another_are_a_change() throws Exception {
        assertNotEquals(
                read(jar("a.jar", "a", "p/Work.class")).fingerprint(),
                read(jar("b.jar", "a", "")).fingerprint());
    }

    @Test
    void a_jar_that_was_renamed_is_known() throws Exception {
        var jar = jar("a.jar", "a", "1");
        inspect(start(), jar);
        inspect(start(), Files.copy(jar, dir.resolve("b.jar")));
        assertEquals(List.of("a.jar"), inspected);
    }

    @Test
    void a_library_with_problems_is_not_remembered() throws Exception {
        result =
                new Inspection(
                        Map.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(Report.error("incompatible", "", "")));
        var jar = jar("a.jar", "a", "1");
        assertEquals(result, inspect(start(), jar));
        assertFalse(Files.exists(file()));
        inspect(start(), jar);
        assertEquals(List.of("a.jar", "a.jar"), inspected);
    }

    @Test
    void a_file_damaged_at_any_byte_is_ignored_and_written_anew() throws Exception {
        var jar = jar("a.jar", "a", "1");
        inspect(start(), jar);
        var good = Files.readAllBytes(file());
        inspected.clear();
        for (int i = 0; i < good.length; i++) {
            var bad = good.clone();
            bad[i] ^= 4;
            Files.write(file(), bad);
            assertEquals(CLEAN, inspect(start(), jar));
            assertEquals(i + 1, inspected.size(), "byte " + i);
            assertArrayEquals(good, Files.readAllBytes(file()));
        }
    }

    @Test
    void a_file_cut_off_anywhere_is_ignored() throws Exception {
        var jar = jar("a.jar", "a", "1");
        inspect(start(), jar);
        var good = Files.readAllBytes(file());
        inspected.clear();
        for (int length = 0; length < good.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(good, length));
            inspect(start(), jar);
        }
        assertEquals(good.length, inspected.size());
    }

    @Test
    void a_file_of_another_version_is_ignored_and_written_anew() throws Exception {
        var newer = new java.io.ByteArrayOutputStream();
        var out = new java.io.DataOutputStream(newer);
        out.writeUTF("bgworker inspections 999 of 7.0");
        out.writeInt(0);
        var sum = new java.util.zip.CRC32();
        sum.update(newer.toByteArray());
        out.writeLong(sum.getValue());
        Files.write(file(), newer.toByteArray());
        var jar = jar("a.jar", "a", "1");
        inspect(start(), jar);
        inspect(start(), jar);
        assertEquals(List.of("a.jar"), inspected);
    }

    @Test
    void a_file_that_cannot_be_written_or_read_is_done_without() throws Exception {
        Files.createDirectory(file());
        Files.createFile(file().resolve("so that it cannot be replaced"));
        var jar = jar("a.jar", "a", "1");
        assertEquals(CLEAN, inspect(start(), jar));
        assertEquals(CLEAN, inspect(start(), jar));
        assertEquals(List.of("a.jar", "a.jar"), inspected);
    }

    @Test
    void what_was_not_asked_for_is_forgotten_on_request_only() throws Exception {
        inspect(start(), jar("a.jar", "a", "1"));
        inspect(start(), jar("b.jar", "b", "1"));
        inspect(start(), dir.resolve("a.jar"));
        assertEquals(List.of("a.jar", "b.jar"), inspected);

        var forgetting = start();
        inspect(forgetting, dir.resolve("a.jar"));
        forgetting.forgetOthers();
        forgetting.save();
        inspect(start(), dir.resolve("a.jar"));
        inspect(start(), dir.resolve("b.jar"));
        assertEquals(List.of("a.jar", "b.jar", "b.jar"), inspected);
    }

    @Test
    void a_start_that_finds_nothing_new_writes_nothing() throws Exception {
        var jar = jar("a.jar", "a", "1");
        inspect(start(), jar);
        var before = Files.readAttributes(file(), "unix:ino");
        inspect(start(), jar);
        assertEquals(before, Files.readAttributes(file(), "unix:ino"));
        assertTrue(Files.notExists(dir.resolve("inspections.tmp")));
    }
}
