package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.Jars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong words, and {@code check} and {@code inspect} of what is bad. */
final class CommandLineIT {
    @TempDir private Path dir;

    private static void assertWrongWords(String message, String... words) {
        var answer = Answer.to(words);
        assertEquals(2, answer.code());
        assertTrue(answer.err().startsWith(message), answer.err());
        assertTrue(answer.err().contains("Usage: bgworker"), answer.err());
        assertEquals("", answer.out());
    }

    @Test
    void wrong_words_are_answered_with_what_is_wrong_and_the_usage() {
        assertWrongWords("Missing command: run, ps, stop or another; all are listed by --help");
        assertWrongWords("Unmatched argument", "walk");
        assertWrongWords("Unknown option: '--fast'", "run", "--fast");
        assertWrongWords("Missing required parameter: 'JAR'", "inspect");
        assertWrongWords(
                "-c requires a value of the form NAME=VALUE, not \"max_worker_processes\"",
                "run",
                "-c",
                "max_worker_processes");
        assertWrongWords(
                "-c requires a value of the form NAME=VALUE, not \"=3\"", "check", "-c", "=3");
        assertWrongWords("Missing required parameter for option '--data'", "run", "--data");
        assertWrongWords("Unmatched argument", "run", "too", "many");
    }

    @Test
    void wrong_words_end_the_process_with_2() {
        var answer = Answer.ofProcess("rum");
        assertEquals(2, answer.code());
        assertTrue(answer.err().startsWith("Unmatched argument at index 0: 'rum'"), answer.err());
    }

    @Test
    void check_prints_all_problems_at_once_and_runs_no_code_of_a_library() throws IOException {
        var modules = Files.createDirectory(dir.resolve("modules"));
        var ran = dir.resolve("ran");
        var touch = "java.nio.file.Files.createFile(java.nio.file.Path.of(\"%s\"));".formatted(ran);
        Samples.withInit("active", touch)
                .main("active.Work", "work", touch)
                .source(
                        "active/Init.java",
                        Samples.initClass("active", touch)
                                .replace(
                                        "WorkerLibrary {",
                                        "WorkerLibrary { static { try { %s } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); } }"
                                                .formatted(touch)))
                .jar(modules.resolve("active.jar"));
        Files.writeString(modules.resolve("text.jar"), "no zip");
        Jars.truncate(Samples.idle("halved").jar(modules.resolve("halved.jar")));
        Samples.idle("twin").jar(modules.resolve("twin1.jar"));
        Samples.idle("twin").jar(modules.resolve("twin2.jar"));
        var conf =
                Files.writeString(dir.resolve("host.conf"), "stop_timeout = never\nunknown = 1\n");
        var answer =
                Answer.ofProcess(
                        "check",
                        "--modules",
                        modules.toString(),
                        "--data",
                        dir.resolve("data").toString(),
                        "--conf",
                        conf.toString(),
                        "-c",
                        "shared_preload_libraries=active,org.absent");
        assertEquals(78, answer.code(), answer.out() + answer.err());
        var out = answer.out().replace(dir.toString(), "DIR");
        assertEquals(
                """
                ERROR:  unrecognized configuration parameter "unknown" in file "DIR/host.conf" line 2
                ERROR:  invalid value for parameter "stop_timeout": "never"
                DETAIL:  The value stands in file "DIR/host.conf" line 1.
                ERROR:  could not load library "DIR/modules/halved.jar": the file is truncated
                DETAIL:  It cannot be read as a zip archive: its directory, which stands at the end, is missing.
                HINT:  Copy it again, to another name on the same file system, and then rename it.
                ERROR:  could not load library "DIR/modules/text.jar": the file is not a jar
                DETAIL:  It cannot be read as a zip archive: its directory, which stands at the end, is missing.
                ERROR:  could not load library "twin": there are two of that name
                DETAIL:  "DIR/modules/twin1.jar" would be loaded, "DIR/modules/twin2.jar" would not.
                HINT:  Remove one of them.
                ERROR:  could not access file "org.absent": No such file or directory
                DETAIL:  No jar or folder in the modules directory has a root module of that name.
                6 problems, 2 good libraries in "DIR/modules"
                """,
                out);
        assertFalse(Files.exists(ran), "code of a library was run");
        try (Stream<Path> made = Files.list(dir)) {
            assertEquals(2, made.count(), "check has made something");
        }
    }

    @Test
    void inspect_prints_what_a_good_entry_holds_and_exits_with_0() {
        var answer = Answer.to("inspect", Samples.good(dir).toString());
        assertEquals(0, answer.code(), answer.out());
        assertEquals(
                """
                library    zz.good
                module     zz.good (zz_good.jar)
                requires   java.base
                           org.bgworker.spi
                init       zz.good.Init
                function   work (zz.good.Work)
                """,
                answer.out());
    }

    @Test
    void inspect_prints_what_a_bad_entry_holds_and_what_is_wrong_and_exits_with_78() {
        var jar =
                Samples.idle("forgetful")
                        .main("forgetful.Forgotten", "forgotten", "")
                        .jar(dir.resolve("f.jar"));
        var answer = Answer.to("inspect", jar.toString());
        assertEquals(78, answer.code());
        assertTrue(answer.out().contains("function   work (forgetful.Work)\n"), answer.out());
        assertTrue(
                answer.out()
                        .contains(
                                "ERROR:  incompatible library \"forgetful\": class"
                                        + " forgetful.Forgotten has a function name but is not"
                                        + " provided\n"),
                answer.out());
    }

    @Test
    void inspect_of_what_is_no_library_exits_with_78_and_the_reason() throws IOException {
        var text = Files.writeString(dir.resolve("text.jar"), "no zip");
        var answer = Answer.to("inspect", text.toString());
        assertEquals(78, answer.code());
        assertTrue(answer.out().contains("\": the file is not a jar\nDETAIL:  "), answer.out());
        var absent = Answer.to("inspect", dir.resolve("absent.jar").toString());
        assertEquals(78, absent.code());
        assertEquals(
                """
                ERROR:  could not load library "%s/absent.jar": could not read the file
                DETAIL:  No such file or directory.
                """
                        .formatted(dir),
                absent.out());
    }
}
