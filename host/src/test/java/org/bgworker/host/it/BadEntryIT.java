package org.bgworker.host.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.bgworker.host.testing.LogReports.about;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Jars;
import org.bgworker.host.testing.LibraryBuilder;
import org.bgworker.host.testing.LogReports;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that are no libraries: one host is given them all, and refuses each by itself. */
final class BadEntryIT {
    @TempDir private static Path dir;
    private static List<String> reports = List.of();

    @BeforeAll
    static void a_host_is_given_all_of_them_and_a_good_one() throws IOException {
        var modules = Files.createDirectory(dir.resolve("modules of ü"));
        unreadable(modules);
        unfit(modules);
        Samples.good(modules);
        try (var host = HostProcess.run(modules, dir.resolve("data"))) {
            host.await("good: the good one runs");
            reports = LogReports.in(host.log(), modules);
            assertEquals(0, host.stop());
        }
    }

    private static void unreadable(Path modules) throws IOException {
        Files.writeString(modules.resolve("text.jar"), "this is no zip");
        Files.createFile(modules.resolve("empty.jar"));
        Files.createDirectory(modules.resolve("empty_folder"));
        Jars.truncate(Samples.idle("cut.off").jar(modules.resolve("truncated.jar")));
        Jars.remove(
                Samples.idle("plain").jar(modules.resolve("no_module_info.jar")),
                "module-info.class");
        Jars.change(
                Samples.idle("later").jar(modules.resolve("later_class.jar")),
                "later/Work.class",
                Jars::ofTheNextJava);
        Jars.change(
                Samples.idle("later").jar(modules.resolve("later_module_info.jar")),
                "module-info.class",
                Jars::ofTheNextJava);
        Jars.put(
                Samples.idle("garbage").jar(modules.resolve("garbage_module_info.jar")),
                "module-info.class",
                new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    }

    private static void unfit(Path modules) throws IOException {
        LibraryBuilder.library()
                .source("module-info.java", "module workless { exports workless; }")
                .source("workless/A.java", "package workless; public class A {}")
                .jar(modules.resolve("workless.jar"));
        var roots = Files.createDirectory(modules.resolve("two_roots"));
        Samples.idle("root.one").jar(roots.resolve("one.jar"));
        Samples.idle("root.two").jar(roots.resolve("two.jar"));
        var split = Files.createDirectory(modules.resolve("split"));
        Samples.idle("split").jar(split.resolve("a.jar"));
        LibraryBuilder.library()
                .source("split/Other.java", "package split; public class Other {}")
                .jar(split.resolve("b.jar"));
        var absent =
                LibraryBuilder.library()
                        .source("module-info.java", "module org.absent { exports absent; }")
                        .source("absent/A.java", "package absent; public class A {}")
                        .jar(dir.resolve("absent.jar"));
        Samples.idle("needy")
                .source(
                        "module-info.java",
                        "module needy { requires org.bgworker.spi; requires org.absent;"
                                + " provides org.bgworker.spi.WorkerMain with needy.Work; }")
                .requires(absent)
                .jar(modules.resolve("needy.jar"));
        Samples.idle("twin").jar(modules.resolve("twin-1.0.jar"));
        Samples.idle("twin").jar(modules.resolve("twin-1.1.jar"));
        strange(modules);
    }

    /** What only a tool that is no compiler makes. */
    private static void strange(Path modules) throws IOException {
        Jars.put(
                Samples.idle("in.java").jar(modules.resolve("in_java.jar")),
                "java/hidden/A.class",
                new byte[8]);
        var folder = Files.createDirectory(modules.resolve("unreadable_class"));
        Samples.idle("odd").jar(folder.resolve("odd.jar"));
        LibraryBuilder.library()
                .source("fat/A.java", "package fat; public class A {}")
                .jar(folder.resolve("fat.jar"));
        Jars.put(
                folder.resolve("fat.jar"),
                "fat/Noise.class",
                "no class, but names java/util/ServiceLoader".getBytes(US_ASCII));
        var repackaged = Files.createDirectory(modules.resolve("repackaged"));
        Samples.withInit("repackaged", Samples.say("repackaged is loaded"))
                .jar(repackaged.resolve("repackaged.jar"));
        LibraryBuilder.library()
                .source("boot/A.java", "package boot; public class A {}")
                .jar(repackaged.resolve("boot.jar"));
        Jars.put(repackaged.resolve("boot.jar"), "BOOT-INF/classes/boot/A.class", new byte[8]);
    }

    @Test
    void a_file_that_is_no_zip_is_called_so() {
        assertEquals(
                """
                ERROR:  could not load library "DIR/text.jar": the file is not a jar
                DETAIL:  It cannot be read as a zip archive: its directory, which stands at the end, is missing.\
                """,
                about("text.jar", reports));
        assertTrue(about("/empty.jar", reports).contains("the file is not a jar"));
    }

    @Test
    void a_truncated_jar_is_called_so_and_the_hint_says_how_to_copy() {
        assertEquals(
                """
                ERROR:  could not load library "DIR/truncated.jar": the file is truncated
                DETAIL:  It cannot be read as a zip archive: its directory, which stands at the end, is missing.
                HINT:  Copy it again, to another name on the same file system, and then rename it.\
                """,
                about("truncated.jar", reports));
    }

    @Test
    void a_folder_without_a_jar_is_called_so() {
        assertTrue(about("empty_folder", reports).contains("the folder holds no jar"));
    }

    @Test
    void R78_a_jar_without_module_info_is_told_to_add_one() {
        assertEquals(
                """
                ERROR:  incompatible library "DIR/no_module_info.jar": missing module-info
                DETAIL:  A library is a module that provides WorkerMain or WorkerLibrary.
                HINT:  Add a module-info.java that requires org.bgworker.spi.\
                """,
                about("no_module_info.jar", reports));
    }

    @Test
    void a_class_of_a_later_java_is_named_with_both_versions() {
        assertEquals(
                """
                ERROR:  incompatible library "DIR/later_class.jar": class file version mismatch
                DETAIL:  The host runs on Java 25, later/Work.class was compiled for Java 26.
                HINT:  Compile it with --release 25.\
                """,
                about("later_class.jar", reports));
        assertTrue(
                about("later_module_info.jar", reports).contains("module-info.class was compiled"));
    }

    @Test
    void a_module_info_that_cannot_be_read_is_called_invalid() {
        assertTrue(
                about("garbage_module_info.jar", reports)
                        .contains("invalid module-info\nDETAIL:  "));
    }

    @Test
    void a_module_without_workers_and_two_modules_with_workers_are_refused() {
        assertEquals(
                """
                ERROR:  incompatible library "DIR/workless.jar": it has no workers
                DETAIL:  No module of it provides WorkerMain or WorkerLibrary: workless.\
                """,
                about("workless.jar", reports));
        assertEquals(
                """
                ERROR:  incompatible library "DIR/two_roots": it has more than one root module
                DETAIL:  These provide WorkerMain or WorkerLibrary: root.one, root.two.
                HINT:  Make each a library of its own.\
                """,
                about("two_roots", reports));
    }

    @Test
    void a_package_split_over_two_jars_is_named_with_both() {
        assertEquals(
                """
                ERROR:  incompatible library "split": package split is split
                DETAIL:  Both "a.jar" and "b.jar" hold it.
                HINT:  Only one module of a library can hold a package.\
                """,
                about("package split is split", reports));
    }

    @Test
    void a_missing_module_is_named_with_who_requires_it() {
        assertEquals(
                """
                ERROR:  could not load library "needy": module org.absent not found
                DETAIL:  Module org.absent not found, required by needy.
                HINT:  Make the library a folder and put the module's jar beside it.\
                """,
                about("\"needy\"", reports));
    }

    @Test
    void of_two_libraries_with_one_name_the_second_is_refused_with_both_files() {
        assertEquals(
                """
                ERROR:  could not load library "twin": there are two of that name
                DETAIL:  "DIR/twin-1.0.jar" is loaded, "DIR/twin-1.1.jar" is not.
                HINT:  Remove one of them.\
                """,
                about("\"twin\"", reports));
    }

    @Test
    void a_package_that_belongs_to_the_JDK_is_named() {
        assertEquals(
                """
                ERROR:  incompatible library "in.java": package java.hidden is the JDK's
                DETAIL:  "in_java.jar" holds it.
                HINT:  No library can have a package whose name begins with java.\
                """,
                about("\"in.java\"", reports));
    }

    @Test
    void a_class_file_that_cannot_be_read_is_named() {
        assertTrue(
                about("fat.jar", reports)
                        .startsWith(
                                "ERROR:  could not load library \"DIR/unreadable_class/fat.jar\":"
                                        + " class file fat/Noise.class cannot be read\nDETAIL:  "));
    }

    @Test
    void a_directory_whose_name_no_package_can_have_is_left_out_as_the_JDK_does() {
        assertEquals(
                "LOG:  init of repackaged: repackaged is loaded", about("repackaged", reports));
    }

    @Test
    void nobody_is_shown_a_stack_trace() {
        assertFalse(reports.stream().anyMatch(report -> report.contains("\tat ")));
    }
}
