package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.Jars;
import org.junit.jupiter.api.Test;

/** {@code bgworker audit}: list, review, permit, revoke, compare. */
final class AuditIT extends AuditScene {
    @Test
    void a_library_is_listed_reviewed_permitted_and_revoked() throws IOException {
        one();
        assertEquals(
                "hello 1.0                      not audited  No line of the list permits \"hello.jar\" (SHA-256 HASH).\n",
                out(0));
        assertFalse(Files.exists(data()));
        assertEquals(
                """
                permitted hello 1.0
                              HASH  hello.jar
                """,
                out(0, "hello", "--permit", "--note", "read by two"));
        assertEquals(
                "hello 1.0                      permitted    at TIME by USER: read by two\n",
                out(0));
        assertEquals("hello 1.0 is permitted already\n", out(0, "hello", "--permit"));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data())));
        assertEquals(
                """
                revoked hello 1.0
                              permitted at TIME by USER
                """,
                out(0, "hello", "--revoke"));
        assertEquals(
                "hello 1.0                      not audited  It was revoked at TIME by USER.\n",
                out(0));
        assertEquals("hello 1.0 is not permitted\n", out(0, "hello", "--revoke"));
    }

    @Test
    void a_review_shows_what_a_library_holds_and_can_do() {
        two();
        assertEquals(
                """
                library       hello 2.0
                entry         DIR/modules/hello.jar
                state         not audited
                init          hello.Init
                function      work (hello.Work)
                registers     hello again in hello.Init.init
                module        hello 2.0
                  file        hello.jar
                  sha256      HASH
                  signed by   nobody
                  requires    java.base mandated
                              org.bgworker.spi
                  package     hello
                can           network, at 2
                                java.net.Socket.<init> in hello.Work.main
                                java.net.Socket.close in hello.Work.main
                ERROR:  library "hello" is not audited
                DETAIL:  No line of the list permits "hello.jar" (SHA-256 HASH).
                HINT:  Review it: bgworker audit hello --modules DIR/modules --data DIR/data; then permit it: bgworker audit hello --modules DIR/modules --data DIR/data --permit
                """,
                out(0, "hello"));
        assertEquals(out(0, "hello"), out(0, modules.resolve("hello.jar").toString()));
    }

    @Test
    void a_difference_shows_what_changed_against_the_permitted_version() {
        one();
        out(0, "hello", "--permit");
        assertEquals(
                """
                hello 1.0 against 1.0, permitted at TIME by USER
                nothing has changed
                """,
                out(0, "hello", "--diff"));
        two();
        assertEquals(
                """
                hello 2.0 against 1.0, permitted at TIME by USER
                modules       - hello 1.0
                              + hello 2.0
                registrations - hello.Init.init: hello
                              + hello.Init.init: hello again
                capabilities  + network: java.net.Socket.<init> in hello.Work.main
                              + network: java.net.Socket.close in hello.Work.main
                classes       ! hello/hello.Init
                              ! hello/hello.Work
                """,
                out(0, "hello", "--diff"));
        assertTrue(
                out(0).contains(
                                "It differs from version 1.0, permitted at TIME, in \"hello.jar\""));
    }

    @Test
    void without_a_permitted_version_there_is_no_difference() {
        one();
        assertTrue(
                out(1, "hello", "--diff")
                        .startsWith("ERROR:  no version of library \"hello\" is permitted\n"));
    }

    @Test
    void what_is_permitted_need_not_be_inspected_again() throws IOException {
        one();
        out(0, "hello", "--permit");
        assertTrue(Files.size(data().resolve("inspections")) > 0);
        var first = Files.readAllBytes(data().resolve("inspections"));
        Samples.idle("other").jar(modules.resolve("other.jar"));
        out(0, "other", "--permit");
        var text =
                Files.readString(
                        data().resolve("inspections"),
                        java.nio.charset.StandardCharsets.ISO_8859_1);
        assertTrue(text.length() > first.length, "what was remembered before is gone");
        assertTrue(text.contains("hello.Work") && text.contains("other.Work"));
    }

    @Test
    void a_kept_review_that_is_gone_or_damaged_is_told() throws IOException {
        one();
        out(0, "hello", "--permit");
        try (var files = Files.newDirectoryStream(data().resolve("audits"))) {
            for (var file : files) {
                Files.writeString(file, "[1, 2");
                assertTrue(
                        out(1, "hello", "--diff")
                                .startsWith(
                                        "ERROR:  could not read review \"DIR/data/audits/HASH.json\"\n"));
                Files.delete(file);
                assertTrue(
                        out(1, "hello", "--diff")
                                .startsWith(
                                        "ERROR:  no review of the permitted version of library \"hello\" is kept\n"));
            }
        }
    }

    @Test
    void all_are_permitted_but_the_bad_ones() throws IOException {
        one();
        Samples.idle("other").jar(modules.resolve("other.jar"));
        Samples.idle("bad").main("bad.Forgotten", "forgotten", "").jar(modules.resolve("bad.jar"));
        Jars.truncate(Samples.idle("torn").jar(modules.resolve("torn.jar")));
        var said = out(78, "--all", "--permit");
        assertTrue(
                said.contains("ERROR:  incompatible library \"bad\": class bad.Forgotten"), said);
        assertTrue(said.contains("ERROR:  could not load library \"DIR/modules/torn.jar\""), said);
        assertTrue(said.contains("permitted hello 1.0\n"), said);
        assertTrue(said.contains("permitted other\n"), said);
        var list = out(78);
        assertTrue(list.contains("bad                            not audited "), list);
        assertTrue(list.contains("torn.jar                       bad "), list);
        assertTrue(list.contains("other                          permitted "), list);
    }

    @Test
    void what_others_may_write_is_refused_and_permitting_it_says_so() throws IOException {
        one();
        var jar = modules.resolve("hello.jar");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertEquals(
                "hello 1.0                      refused      could not load library \"hello\": others may write \"DIR/modules/hello.jar\"\n",
                out(0));
        assertTrue(
                out(0, "hello", "--permit")
                        .contains(
                                "WARNING:  could not load library \"hello\": others may write \"DIR/modules/hello.jar\"\n"));
    }

    @Test
    void an_unusable_list_is_told_and_nothing_is_written_to_it() throws IOException {
        one();
        out(0, "hello", "--permit");
        Files.writeString(data().resolve("audited_modules"), "what is this\n");
        var said = out(1);
        assertTrue(
                said.startsWith(
                        "ERROR:  invalid line 1 in list of audited modules \"DIR/data/audited_modules\"\n"),
                said);
        assertTrue(said.contains("not audited  The list of audited modules"), said);
        out(1, "hello", "--permit");
        assertEquals("what is this\n", Files.readString(data().resolve("audited_modules")));
    }

    @Test
    void what_is_gone_can_still_be_revoked() throws IOException {
        one();
        var jar = modules.resolve("hello.jar");
        var first = Files.readAllBytes(jar);
        out(0, "hello", "--permit");
        two();
        out(0, "hello", "--permit");
        Files.delete(jar);
        assertTrue(out(0, "hello", "--revoke").contains("revoked hello 1.0\n"));
        assertTrue(out(4, "hello").startsWith("ERROR:  there is no library \"hello\"\n"));
        Files.write(jar, first);
        assertTrue(out(0).contains("It was revoked at"));
    }

    @Test
    void a_note_that_is_no_line_is_refused() {
        one();
        assertTrue(
                out(1, "hello", "--permit", "--note", "a\tb")
                        .startsWith("ERROR:  could not permit library \"hello\": the note holds"));
        assertFalse(Files.exists(data()));
    }

    @Test
    void no_library_is_4_wrong_words_are_2_and_no_directory_is_1() throws IOException {
        assertEquals(4, audit("absent").code());
        assertEquals(4, audit("./absent.jar").code());
        assertEquals(2, audit("--permit").code());
        assertEquals(2, audit("x", "--permit", "--revoke").code());
        assertEquals(2, audit("x", "--all").code());
        assertEquals(2, audit("x", "--note", "why").code());
        Files.delete(modules);
        assertEquals(1, audit().code());
    }

    @Test
    void names_do_nothing_to_a_terminal() {
        Samples.idle("evil")
                .javac("--module-version", "1.0\u001b[2J\u202e")
                .jar(modules.resolve("evil.jar"));
        assertTrue(out(0).startsWith("evil 1.0?[2J? "));
        assertTrue(out(0, "evil").startsWith("library       evil 1.0?[2J?\n"));
        var json = out(0, "evil", "--json");
        assertTrue(json.contains("\"1.0\\u001b[2J\\u202e\""), json);
        assertTrue(out(1, "evil", "--permit").contains("the version holds a control character"));
    }

    @Test
    void help_says_what_it_is_and_what_it_is_not() {
        var help = Answer.to("audit", "--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("not a sandbox"), help.out());
        assertTrue(help.out().contains("Example: bgworker audit"), help.out());
    }
}
