package org.bgworker.host.it;

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

/** Modules whose providers, names or spi are wrong: one host refuses each by itself. */
final class BadProviderIT {
    private static final String RULE =
            "HINT:  A provider of WorkerMain is a public class with a public constructor without"
                    + " parameters that implements it.";
    private static final String MAIN = "public void main(org.bgworker.spi.Datum mainArg) {}";

    @TempDir private static Path dir;
    private static List<String> reports = List.of();

    @BeforeAll
    static void a_host_is_given_all_of_them_and_a_good_one() throws IOException {
        var modules = Files.createDirectory(dir.resolve("modules"));
        provider(
                modules,
                "hidden",
                "final class Work implements org.bgworker.spi.WorkerMain { %s }".formatted(MAIN));
        provider(
                modules,
                "partial",
                "public abstract class Work implements org.bgworker.spi.WorkerMain {}");
        provider(
                modules,
                "closed",
                "public class Work implements org.bgworker.spi.WorkerMain { private Work() {} %s }"
                        .formatted(MAIN));
        provider(modules, "stranger", "public class Work { %s }".formatted(MAIN));
        Jars.remove(
                Samples.idle("vanished")
                        .source("vanished/Other.java", "package vanished; class Other {}")
                        .jar(modules.resolve("vanished.jar")),
                "vanished/Work.class");
        names(modules);
        spis(modules);
        inherited(modules);
        Samples.good(modules);
        try (var host = HostProcess.run(modules, dir.resolve("data"))) {
            host.await("good: the good one runs");
            host.await("inherited: the inherited one runs");
            reports = LogReports.in(host.log(), modules);
            assertEquals(0, host.stop());
        }
    }

    /** A library whose provider is then replaced by what javac would not have let through. */
    private static void provider(Path modules, String name, String source) {
        Jars.replaceClass(
                Samples.idle(name).jar(modules.resolve(name + ".jar")),
                name + ".Work",
                "package %s; %s".formatted(name, source));
    }

    private static void names(Path modules) {
        LibraryBuilder.module("forgetful", "forgetful.Work")
                .main("forgetful.Work", "work", "")
                .main("forgetful.Forgotten", "forgotten", "")
                .jar(modules.resolve("forgetful.jar"));
        LibraryBuilder.module("doubled", "doubled.A", "doubled.B")
                .main("doubled.A", "same", "")
                .main("doubled.B", "same", "")
                .jar(modules.resolve("doubled.jar"));
        LibraryBuilder.module("misnamed", "misnamed.A", "misnamed.B", "misnamed.C")
                .main("misnamed.A", "x".repeat(96), "")
                .main("misnamed.B", "größe", "")
                .main("misnamed.C", "", "")
                .jar(modules.resolve("misnamed.jar"));
    }

    private static void spis(Path modules) throws IOException {
        var other = Files.copy(LibraryBuilder.spi(), dir.resolve("bgworker-spi-9.9.9.jar"));
        JarTool.run("--update", "--file", other.toString(), "--module-version", "9.9.9");
        var future = Samples.idle("future");
        future.requires(other).jar(modules.resolve("future.jar"));
        var bundle = Files.createDirectory(modules.resolve("bundle"));
        Samples.idle("bundle").jar(bundle.resolve("bundle.jar"));
        Files.copy(LibraryBuilder.spi(), bundle.resolve("bgworker-spi.jar"));
    }

    /** Not bad at all: the provider has its interface from a class of the library's other jar. */
    private static void inherited(Path modules) throws IOException {
        var folder = Files.createDirectory(modules.resolve("inherited"));
        var base =
                LibraryBuilder.library()
                        .source(
                                "module-info.java",
                                "module base { requires transitive org.bgworker.spi; exports base;"
                                        + " }")
                        .source(
                                "base/Base.java",
                                """
                                package base;
                                public abstract class Base implements org.bgworker.spi.WorkerMain {
                                    public void main(org.bgworker.spi.Datum mainArg) { %s }
                                }
                                """
                                        .formatted(Samples.say("the inherited one runs")))
                        .jar(folder.resolve("base.jar"));
        Samples.withInit(
                        "inherited",
                        Samples.register(
                                "inherited", "inherited", ".startTime(StartTime.POSTMASTER_START)"))
                .source(
                        "module-info.java",
                        """
                        module inherited {
                            requires base;
                            provides org.bgworker.spi.WorkerMain with inherited.Work;
                            provides org.bgworker.spi.WorkerLibrary with inherited.Init;
                        }
                        """)
                .source(
                        "inherited/Work.java",
                        """
                        package inherited;
                        @org.bgworker.spi.FunctionName("work")
                        public class Work extends base.Base {}
                        """)
                .requires(base)
                .jar(folder.resolve("inherited.jar"));
    }

    @Test
    void R80_a_provider_that_is_not_public_is_named() {
        assertEquals(
                "ERROR:  incompatible library \"hidden\": provider hidden.Work is not public\n"
                        + RULE,
                about("\"hidden\"", reports));
    }

    @Test
    void a_provider_that_is_abstract_is_named() {
        assertEquals(
                "ERROR:  incompatible library \"partial\": provider partial.Work is abstract\n"
                        + RULE,
                about("\"partial\"", reports));
    }

    @Test
    void a_provider_without_a_public_constructor_is_named() {
        assertEquals(
                "ERROR:  incompatible library \"closed\": provider closed.Work has no public"
                        + " constructor without parameters\n"
                        + RULE,
                about("\"closed\"", reports));
    }

    @Test
    void a_provider_that_is_no_WorkerMain_is_named() {
        assertEquals(
                "ERROR:  incompatible library \"stranger\": provider stranger.Work is no"
                        + " WorkerMain\n"
                        + RULE,
                about("\"stranger\"", reports));
    }

    @Test
    void a_provider_that_is_not_there_is_named() {
        assertTrue(
                about("\"vanished\"", reports).contains("provider vanished.Work does not exist"));
    }

    @Test
    void an_annotated_class_that_is_not_provided_is_named_with_the_missing_line() {
        assertEquals(
                """
                ERROR:  incompatible library "forgetful": class forgetful.Forgotten has a function name but is not provided
                HINT:  Add to its module-info: provides org.bgworker.spi.WorkerMain with forgetful.Forgotten;\
                """,
                about("\"forgetful\"", reports));
    }

    @Test
    void R80_a_function_name_given_twice_is_named_with_both_classes() {
        assertEquals(
                """
                ERROR:  incompatible library "doubled": function name "same" is given twice
                DETAIL:  Both doubled.A and doubled.B have it.\
                """,
                about("\"doubled\"", reports));
    }

    @Test
    void over_long_empty_and_non_ASCII_function_names_are_told_at_once() {
        var report = about("\"misnamed\"", reports);
        assertTrue(
                report.startsWith(
                        "ERROR:  incompatible library \"misnamed\": function name \""
                                + "x".repeat(96)));
        assertTrue(report.contains("is not 1 to 95 bytes of printable ASCII"));
        assertTrue(
                report.contains(
                        "Also: incompatible library \"misnamed\": function name \"größe\" of class"
                                + " misnamed.B"));
        assertTrue(report.contains("function name \"\" of class misnamed.C"));
    }

    @Test
    void R78_another_version_of_the_spi_is_named_beside_the_hosts() {
        assertEquals(
                """
                ERROR:  incompatible library "future": version mismatch
                DETAIL:  The host has org.bgworker.spi 0.1.0, the library was compiled against 9.9.9.
                HINT:  Compile it against the host's spi.\
                """,
                about("\"future\"", reports));
    }

    @Test
    void a_library_that_brings_its_own_spi_is_told_to_leave_it_out() {
        assertEquals(
                """
                ERROR:  incompatible library "bundle": it brings its own org.bgworker.spi
                DETAIL:  "bgworker-spi.jar" holds it.
                HINT:  Leave the spi out of the library; the host has it.\
                """,
                about("\"bundle\"", reports));
    }

    @Test
    void a_provider_that_inherits_its_interface_from_another_jar_is_not_refused() {
        assertFalse(reports.stream().anyMatch(report -> report.contains("library \"inherited\"")));
    }
}
