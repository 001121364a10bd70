package org.bgworker.host.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.postmaster.LoadedLibrary;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.host.testing.Jars;
import org.bgworker.host.testing.LibraryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that are inspected in common are inspected as well as one by one. */
final class CommonScanTest {
    private static final String MAIN = "public void main(org.bgworker.spi.Datum mainArg) {}";
    private static final String SETTING =
            "@org.bgworker.spi.Setting(name = \"%s\", type = org.bgworker.spi.Setting.Type.INT, defaultValue = \"1\", min = 0, max = 9, description = \"d\")\n";

    @TempDir private Path dir;

    private Path modules() throws IOException {
        return Files.createDirectories(dir.resolve("modules"));
    }

    private Path entry(String name) throws IOException {
        return modules().resolve(name + ".jar");
    }

    /** A library of one class, {@code NAME.Work}. */
    private Path library(String name) throws IOException {
        return LibraryBuilder.module(name, name + ".Work")
                .main(name + ".Work", "work", "")
                .jar(entry(name));
    }

    /** Its class is then replaced by what javac would not have let through. */
    private void library(String name, String source) throws IOException {
        Jars.replaceClass(library(name), name + ".Work", "package %s; %s".formatted(name, source));
    }

    private static Candidate read(Path entry) throws ReportException {
        return Candidate.read(entry, Candidate.USUAL_MAX_SIZE);
    }

    private List<Candidate> all() throws ReportException, IOException {
        var all = new ArrayList<Candidate>();
        for (var entry : new ModulesDirectory(modules()).entries().keySet()) {
            all.add(read(entry));
        }
        return all;
    }

    /** What a common scan finds, by the libraries' names. */
    private Map<String, Inspection> inCommon() throws ReportException, IOException {
        return CommonScan.inspect(all()).entrySet().stream()
                .collect(toMap(one -> one.getKey().name(), Map.Entry::getValue));
    }

    private Map<String, Inspection> oneByOne() throws ReportException, IOException {
        return all().stream().collect(toMap(Candidate::name, Inspector::inspect));
    }

    private static Inspection of(Map<String, Inspection> all, String name) {
        return Optional.ofNullable(all.get(name)).orElseThrow();
    }

    private SettingTable settings() throws ReportException {
        var preload = new Assignment("shared_preload_libraries", "*", "in a test");
        var settings = new SettingTable(dir.resolve("none.conf"), false, List.of(preload));
        settings.load();
        return settings;
    }

    private Libraries.Preloaded preload(Inspections inspections, Gate gate)
            throws ReportException, IOException {
        var sources = new Libraries.Sources(Optional::empty, inspections, gate);
        return new Libraries(modules(), settings(), sources, _ -> {}).preload(0);
    }

    private static List<String> names(Libraries.Preloaded preloaded) {
        return preloaded.libraries().stream()
                .map(LoadedLibrary::version)
                .map(version -> version.library())
                .toList();
    }

    private void goodAndBadProviders() throws IOException {
        library("good");
        library(
                "hidden",
                "final class Work implements org.bgworker.spi.WorkerMain { %s }".formatted(MAIN));
        library("partial", "public abstract class Work implements org.bgworker.spi.WorkerMain {}");
        library(
                "closed",
                "public class Work implements org.bgworker.spi.WorkerMain { private Work() {} %s }"
                        .formatted(MAIN));
        library("stranger", "public class Work { %s }".formatted(MAIN));
        library(
                "unprintable",
                "@org.bgworker.spi.FunctionName(\"\\n\") public class Work implements org.bgworker.spi.WorkerMain { %s }"
                        .formatted(MAIN));
        LibraryBuilder.module("vanished", "vanished.Work")
                .main("vanished.Work", "work", "")
                .source("vanished/Other.java", "package vanished; class Other {}")
                .jar(entry("vanished"));
        Jars.remove(entry("vanished"), "vanished/Work.class");
        LibraryBuilder.module("forgetful", "forgetful.b.Work")
                .main("forgetful.b.Work", "work", "")
                .main("forgetful.Forgotten", "forgotten", "")
                .main("forgetful.b.c.Forgotten", "forgotten too", "")
                .jar(entry("forgetful"));
        LibraryBuilder.module("doubled", "doubled.A", "doubled.B")
                .main("doubled.A", "same", "")
                .main("doubled.B", "same", "")
                .jar(entry("doubled"));
    }

    private void withSettings() throws IOException {
        LibraryBuilder.module("tuned", "tuned.z.Work")
                .main("tuned.z.Work", "work", "")
                .source(
                        "tuned/Z.java",
                        "package tuned; %s class Z {}".formatted(SETTING.formatted("tuned.one")))
                .source(
                        "tuned/a/A.java",
                        "package tuned.a; %s %s class A {}"
                                .formatted(
                                        SETTING.formatted("tuned.two"),
                                        SETTING.formatted("tuned.three")))
                .jar(entry("tuned"));
    }

    /** Its class extends one of the second jar, which extends one of the third. */
    private Path inherited(String name) throws IOException {
        var folder = Files.createDirectory(modules().resolve(name));
        var base =
                LibraryBuilder.library()
                        .source(
                                "module-info.java",
                                "module %1$s.base { requires transitive org.bgworker.spi; exports %1$s.base; }"
                                        .formatted(name))
                        .source(
                                name + "/base/Base.java",
                                "package %s.base; public class Base implements org.bgworker.spi.WorkerMain { %s }"
                                        .formatted(name, MAIN))
                        .jar(folder.resolve("base.jar"));
        var middle =
                LibraryBuilder.library()
                        .source(
                                "module-info.java",
                                "module %1$s.middle { requires transitive %1$s.base; exports %1$s.middle; }"
                                        .formatted(name))
                        .source(
                                name + "/middle/Middle.java",
                                "package %1$s.middle; public class Middle extends %1$s.base.Base {}"
                                        .formatted(name))
                        .requires(base)
                        .jar(folder.resolve("middle.jar"));
        LibraryBuilder.library()
                .source(
                        "module-info.java",
                        "module %1$s.aside { exports %1$s.aside; }".formatted(name))
                .source(
                        name + "/aside/Aside.java",
                        "package %s.aside; public class Aside {}".formatted(name))
                .jar(folder.resolve("aside.jar"));
        LibraryBuilder.library()
                .source(
                        "module-info.java",
                        "module %1$s { requires %1$s.middle; provides org.bgworker.spi.WorkerMain with %1$s.Work; }"
                                .formatted(name))
                .source(
                        name + "/Work.java",
                        "package %1$s; public class Work extends %1$s.middle.Middle {}"
                                .formatted(name))
                .requires(base)
                .requires(middle)
                .jar(folder.resolve("root.jar"));
        return folder;
    }

    /** A library with a setting of a type that this SPI does not know. */
    private void ofAnotherTime(String name) throws IOException {
        LibraryBuilder.module(name, name + ".Work")
                .main(name + ".Work", "work", "")
                .source(
                        name + "/Tuned.java",
                        "package %s; %s class Tuned {}"
                                .formatted(name, SETTING.formatted(name + ".one")))
                .jar(entry(name));
        Jars.change(
                entry(name),
                name + "/Tuned.class",
                bytes ->
                        new String(bytes, ISO_8859_1)
                                .replace("\3INT", "\3int")
                                .getBytes(ISO_8859_1));
    }

    @Test
    void the_same_comes_out_as_one_by_one() throws Exception {
        goodAndBadProviders();
        withSettings();
        inherited("heir");
        var expected = oneByOne();
        assertEquals(11, expected.size());
        assertEquals(expected, inCommon());
        assertEquals(List.of(), of(expected, "heir").problems());
        assertEquals(Map.of("Work", "heir.Work"), of(expected, "heir").functions());
        assertEquals(3, of(expected, "tuned").settings().size());
        assertEquals(2, of(expected, "forgetful").problems().size());
        assertEquals(1, of(expected, "stranger").problems().size());
    }

    @Test
    void of_two_with_a_package_in_common_the_second_is_left_out() throws Exception {
        library("a");
        Jars.put(library("b"), "a/Work.class", classes("a", "final class Work {}"));
        library("c");
        assertEquals(Set.of("a", "c"), inCommon().keySet());
        assertEquals(oneByOne().get("a"), inCommon().get("a"));
    }

    private static byte[] classes(String packageName, String source) throws IOException {
        var path = packageName + "/Work";
        return Files.readAllBytes(
                LibraryBuilder.library()
                        .source(path + ".java", "package %s; %s".formatted(packageName, source))
                        .classes()
                        .resolve(path + ".class"));
    }

    @Test
    void a_library_is_not_taken_for_good_because_another_has_the_class_that_it_lacks()
            throws Exception {
        library(
                "b",
                "public class Work implements org.bgworker.spi.WorkerMain { %s }".formatted(MAIN));
        var both =
                LibraryBuilder.library()
                        .source(
                                "b/Work.java",
                                "package b; public class Work implements org.bgworker.spi.WorkerMain { %s }"
                                        .formatted(MAIN))
                        .source("a/Work.java", "package a; public class Work extends b.Work {}")
                        .classes();
        Jars.put(library("a"), "a/Work.class", Files.readAllBytes(both.resolve("a/Work.class")));
        assertEquals(Set.of("b"), inCommon().keySet());
        assertEquals(List.of("b"), names(preload(Inspections.unremembered(), permitAll())));
    }

    @Test
    void a_library_cannot_spoil_another_by_what_it_says_of_its_class() throws Exception {
        library("b");
        var both =
                LibraryBuilder.library()
                        .source("b/Work.java", "package b; public interface Work {}")
                        .source(
                                "a/Work.java",
                                "package a; public class Work implements b.Work, org.bgworker.spi.WorkerMain { %s }"
                                        .formatted(MAIN))
                        .classes();
        Jars.put(library("a"), "a/Work.class", Files.readAllBytes(both.resolve("a/Work.class")));
        assertEquals(List.of(), of(inCommon(), "b").problems());
        assertEquals(Set.of("b"), inCommon().keySet());
    }

    @Test
    void what_is_no_class_file_is_inspected_by_itself() throws Exception {
        library("a");
        Jars.put(library("b"), "b/Other.class", new byte[] {1, 2, 3});
        Jars.put(library("c"), "c/Other.class", truncated());
        assertEquals(Set.of("a"), inCommon().keySet());
        var loaded = names(preload(Inspections.unremembered(), permitAll()));
        assertEquals(List.of("a", "b", "c"), loaded);
    }

    private static byte[] truncated() throws IOException {
        return java.util.Arrays.copyOf(classes("c", "class Work {}"), 40);
    }

    @Test
    void where_a_scan_fails_only_the_library_that_makes_it_fail_is_refused() throws Exception {
        library("a");
        ofAnotherTime("later");
        library("z");
        assertThrows(IllegalArgumentException.class, this::inCommon);
        var preloaded = preload(Inspections.unremembered(), permitAll());
        assertEquals(List.of("a", "z"), names(preloaded));
        assertEquals(1, preloaded.refused().size());
        assertTrue(preloaded.refused().getFirst().primary().contains("later.jar"));
    }

    @Test
    void only_jars_that_may_lead_to_the_spi_are_read() throws Exception {
        var reach = Reach.of(read(inherited("heir")));
        assertEquals(
                List.of("base.jar", "middle.jar", "root.jar"),
                reach.jars().stream().map(jar -> jar.fileName()).sorted().toList());
        assertFalse(reach.packages().contains("heir.aside"));
    }

    @Test
    void the_gate_comes_before_the_scan() throws Exception {
        for (var name : List.of("a", "b", "c")) {
            library(name);
        }
        var scans = new Scans();
        var refusal = Report.error("library \"b\" is not audited", "", "");
        Gate gate =
                library ->
                        library.name().equals("b")
                                ? new Gate.NotAudited(refusal)
                                : new Gate.Permitted(List.of());
        var preloaded = preload(Inspections.in(dir, scans), gate);
        assertEquals(List.of(List.of("a", "c")), scans.common);
        assertEquals(List.of(), scans.single);
        assertEquals(List.of("a", "c"), names(preloaded));
        assertEquals(List.of(refusal), preloaded.refused());
    }

    @Test
    void what_is_known_is_not_scanned() throws Exception {
        library("a");
        preload(Inspections.in(dir), permitAll());
        library("b");
        var scans = new Scans();
        preload(Inspections.in(dir, scans), permitAll());
        assertEquals(List.of(List.of("b")), scans.common);
        assertEquals(List.of(), scans.single);
    }

    private static Gate permitAll() {
        return _ -> new Gate.Permitted(List.of());
    }

    /** Remembers the names of what is inspected. */
    private static final class Scans implements Inspections.Reading {
        final List<List<String>> common = new ArrayList<>();
        final List<String> single = new ArrayList<>();

        @Override
        public Inspection of(Candidate candidate) {
            single.add(candidate.name());
            return Inspector.inspect(candidate);
        }

        @Override
        public Map<Candidate, Inspection> inCommon(List<Candidate> candidates) {
            common.add(candidates.stream().map(Candidate::name).toList());
            return CommonScan.inspect(candidates);
        }
    }
}
