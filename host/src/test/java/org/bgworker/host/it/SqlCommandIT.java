package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.HttpAnswer;
import org.bgworker.host.testing.OpenApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bgworker sql} on the private server. */
final class SqlCommandIT {
    @TempDir private static Path dir;
    private static List<HostProcess> host = List.of();

    @BeforeAll
    static void the_first_statement_starts_the_server() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        host = List.of(HostProcess.run(modules, data(), "-c", "log_min_messages=log"));
        host().await("listening on socket");
        assertTrue(Answer.ofHost(data(), "status").out().contains("not started"));
        assertPrints("(0 rows changed)\n", "-c", "create table t (n int primary key)");
        assertTrue(Answer.ofHost(data(), "status").out().contains("read-write"));
    }

    @AfterAll
    static void the_password_was_told_to_nobody_else() throws Exception {
        var answer = HttpAnswer.on(data(), "POST", "/v1/database/login", "");
        var password = OpenApi.tree(answer.body()).get("password").stringValue();
        assertFalse(password.isEmpty());
        host().await("POST of /v1/database/login by user");
        assertEquals(0, host().stop());
        assertTrue(host().log().stream().noneMatch(line -> line.contains(password)));
        host().close();
    }

    private static HostProcess host() {
        return host.getFirst();
    }

    private static Path data() {
        return dir.resolve("data");
    }

    private static Answer sql(String... words) {
        return ofInput("", words);
    }

    private static Answer ofInput(String input, String... words) {
        return Answer.ofProcess(Map.of(), input, words(words).toArray(String[]::new));
    }

    private static List<String> words(String... words) {
        var all = new ArrayList<>(List.of("sql", "--data", data().toString()));
        all.addAll(List.of(words));
        return all;
    }

    private static void assertPrints(String expected, String... words) {
        assertEquals(new Answer(0, expected, ""), sql(words));
    }

    private static void assertFails(String expected, Answer answer) {
        assertEquals(new Answer(1, "", expected), answer);
    }

    @Test
    void results_are_printed_in_their_order_each_with_how_many_rows_it_has() {
        assertPrints(
                """
                (0 rows changed)
                (2 rows changed)
                n  name
                1  one
                2  NULL
                (2 rows)

                n
                (0 rows)

                (1 row changed)
                ?column?
                last
                (1 row)

                """,
                "-c",
                """
                create temp table pairs (n int, name text);
                insert into pairs values (1, 'one'), (2, null);
                table pairs;
                select n from pairs where false;
                delete from pairs where n = 1;\
                """,
                "-c",
                "select 'last'");
    }

    @Test
    void the_server_divides_a_text_into_statements() {
        var text =
                """
                -- no statement;
                create function pg_temp.both() returns int begin atomic select 1; select 2; end;
                do $body$ begin raise notice 'a; b'; raise warning 'c'; end $body$;
                select $x$it's; one$x$ as value, pg_temp.both() /* ; */;
                """;
        assertEquals(
                new Answer(
                        0,
                        """
                        (0 rows changed)
                        (0 rows changed)
                        value      both
                        it's; one  2
                        (1 row)

                        """,
                        """
                        NOTICE:  a; b
                        WARNING:  c
                        """),
                ofInput(text));
    }

    @Test
    void a_file_comes_after_the_statements_of_the_command_line() throws Exception {
        var file = Files.writeString(dir.resolve("file.sql"), "select 'gr\u00fcn' as of_file;\n");
        assertPrints(
                "first\n1\n(1 row)\n\nof_file\ngr\u00fcn\n(1 row)\n\n",
                "-c",
                "select 1 as first",
                file.toString());
        assertEquals(new Answer(0, "n\n5\n(1 row)\n\n", ""), ofInput("select 5 as n", "-"));
        assertFails(
                """
                ERROR:  could not read statements from file "%s/none.sql"
                DETAIL:  No such file or directory.
                """
                        .formatted(dir),
                sql(dir.resolve("none.sql").toString()));
    }

    @Test
    void the_first_error_ends_it_and_nothing_of_its_text_is_left() {
        var answer =
                sql(
                        "-c",
                        "create table before (n int)",
                        "-c",
                        "create table with_it (n int);\ninsert into t values (1),\n  (1)",
                        "-c",
                        "create table after (n int)");
        assertEquals(
                new Answer(
                        1,
                        "(0 rows changed)\n",
                        """
                        ERROR:  duplicate key value violates unique constraint "t_pkey"
                        DETAIL:  Key (n)=(1) already exists.
                        """),
                answer);
        assertPrints(
                "before  with_it  after\nbefore  NULL     NULL\n(1 row)\n\n",
                "-c",
                "select to_regclass('before') as before, to_regclass('with_it') as with_it, to_regclass('after') as after");
    }

    @Test
    void an_error_tells_the_servers_detail_and_hint_and_the_line() {
        assertFails(
                """
                ERROR:  function length(integer) does not exist
                DETAIL:  Line 2: length(5)
                HINT:  No function matches the given name and argument types. You might need to add explicit type casts.
                """,
                ofInput("select 1,\n  length(5)\n"));
        assertFails(
                """
                ERROR:  out of pencils
                DETAIL:  None is left.
                         PL/pgSQL function inline_code_block line 1 at RAISE
                HINT:  Buy some.
                """,
                sql(
                        "-c",
                        "do $$ begin raise 'out of pencils' using detail = 'None is left.', hint = 'Buy some.'; end $$"));
        var other = sql("--database", "nowhere", "-c", "select 1");
        assertEquals(1, other.code());
        assertTrue(
                other.err().contains("DETAIL:  FATAL: database \"nowhere\" does not exist\n"),
                other.err());
    }

    @Test
    void programs_get_JSON() {
        var answer =
                sql(
                        "--json",
                        "-c",
                        "select 1 as n, 'a' || chr(10) as text, null as none, true as yes; create temp table j ()",
                        "-c",
                        "selec");
        assertEquals(1, answer.code());
        assertEquals(
                OpenApi.tree(
                        "[{\"columns\": [\"n\", \"text\", \"none\", \"yes\"], \"rows\": [[1, \"a\\n\", null, true]]}, {\"changed\": 0}]"),
                OpenApi.tree(answer.out()));
        assertTrue(answer.err().startsWith("ERROR:  syntax error at or near \"selec\"\n"));
    }

    @Test
    void values_and_titles_are_harmless_and_not_endless() {
        assertPrints(
                "t?[2J    wide\na?[1mb?  %s…\n(1 row)\n\n".formatted("x".repeat(999)),
                "-c",
                "select E'a\\033[1mb\\n' as \"t\u001b[2J\", repeat('x', 2000) as wide");
    }

    @Test
    void it_is_the_workers_role_and_any_database_of_the_server() {
        assertPrints("(0 rows changed)\n", "-c", "alter role current_user set work_mem to '5MB'");
        assertPrints(
                "current_user  current_database  is_superuser\nbgworker      template1         off\n(1 row)\n\n",
                "--database",
                "template1",
                "-c",
                "select current_user, current_database(), current_setting('is_superuser') as is_superuser");
    }

    @Test
    void interrupting_it_ends_the_statement_and_not_the_host() throws Exception {
        var words = words("-c", "select pg_advisory_lock(7); select pg_sleep(600)");
        var sleeper = new ProcessBuilder(HostProcess.command(HostProcess.LAUNCHER, words)).start();
        assertPrints(
                "(0 rows changed)\n",
                "-c",
                """
                do $$ begin
                    while pg_try_advisory_lock(7) loop
                        perform pg_advisory_unlock(7), pg_sleep(0.01);
                    end loop;
                end $$\
                """);
        new ProcessBuilder("kill", "-INT", Long.toString(sleeper.pid())).start().waitFor();
        assertEquals(130, sleeper.waitFor());
        assertPrints("got\nt\n(1 row)\n\n", "-c", "select pg_advisory_lock(7) is not null as got");
        assertTrue(host().process().isAlive());
    }

    @Test
    void it_needs_a_host() {
        var answer = Answer.ofHost(dir.resolve("nowhere"), "sql", "-c", "select 1");
        assertEquals(3, answer.code());
        assertTrue(answer.err().startsWith("ERROR:  no host is running"), answer.err());
    }

    @Test
    void why_the_server_cannot_be_started_is_told() throws Exception {
        var modules = Files.createDirectory(dir.resolve("none"));
        var other = dir.resolve("other");
        try (var broken =
                HostProcess.run(modules, other, "-c", "postgresql_home=" + dir.resolve("no"))) {
            broken.await("listening on socket");
            var answer = Answer.ofHost(other, "sql", "-c", "select 1");
            assertEquals(1, answer.code());
            assertTrue(
                    answer.err()
                            .startsWith(
                                    "ERROR:  the private server could not be started\nDETAIL:  invalid value for parameter \"postgresql_home\""),
                    answer.err());
            assertEquals(0, broken.stop());
        }
    }
}
