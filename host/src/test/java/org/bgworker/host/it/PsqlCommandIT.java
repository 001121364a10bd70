package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bgworker psql} with the one that is installed, and with one that tells how it was run. */
final class PsqlCommandIT {
    private static final String PUPPET =
            """
            #!/bin/sh
            read -r line
            echo "arguments $*"
            echo "input $line"
            echo "to $PGHOST:$PGPORT/$PGDATABASE as $PGUSER"
            echo "password $PGPASSWORD"
            echo "by ${PGSSLMODE:-} ${PGREQUIREAUTH:-} ${PGTARGETSESSIONATTRS:-}${PGSERVICE:-}"
            exit 7
            """;

    @TempDir private static Path dir;
    private static List<HostProcess> host = List.of();
    private static List<PostgresServer> server = List.of();

    @BeforeAll
    static void a_host_runs() throws Exception {
        server = List.of(PostgresServer.builder().password("se'cret").start());
        var data = Places.data(dir);
        Files.writeString(data.resolve("secret"), "se'cret\n");
        Files.writeString(
                data.resolve("bgworker.conf"),
                """
                database.master.url = 'jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable&targetServerType=master'
                database.master.user = postgres
                database.master.password_file = secret
                """
                        .formatted(server.getFirst().port()));
        var modules = Files.createDirectory(dir.resolve("modules"));
        host = List.of(HostProcess.run(modules, data));
        host.getFirst().await("listening on socket");
        var puppet = Files.createDirectory(dir.resolve("bin")).resolve("psql");
        Files.writeString(puppet, PUPPET);
        Files.setPosixFilePermissions(puppet, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterAll
    static void it_stops() {
        assertEquals(0, host.getFirst().stop());
        assertTrue(host.getFirst().log().stream().noneMatch(line -> line.contains("se'cret")));
        host.getFirst().close();
        server.getFirst().close();
    }

    private static Answer run(Map<String, String> environment, String command, String... words) {
        var all = new ArrayList<>(List.of(command, "--data", dir.resolve("data").toString()));
        all.addAll(List.of(words));
        return Answer.ofProcess(environment, "typed\n", all.toArray(String[]::new));
    }

    private static List<String> ofPuppet(String... words) {
        var answer =
                run(
                        Map.of("PATH", dir.resolve("bin").toString(), "PGSERVICE", "other"),
                        "psql",
                        words);
        assertEquals(7, answer.code(), answer.err());
        assertEquals("", answer.err());
        return answer.out().lines().toList();
    }

    @Test
    void it_is_run_with_the_login_of_the_workers_and_the_password_in_its_environment() {
        var told = ofPuppet("--", "-c", "select 1", "--csv");
        assertEquals("arguments -c select 1 --csv", told.get(0));
        assertEquals("input typed", told.get(1));
        assertTrue(
                told.get(2).matches("to 127\\.0\\.0\\.1:\\d+/bgworker as bgworker"), told.get(2));
        assertTrue(told.get(3).matches("password [0-9a-f]{20,}"), told.get(3));
        assertEquals("by  scram-sha-256 any", told.get(4));
        var administrator = ofPuppet("--admin", "--database", "template1");
        assertEquals("arguments ", administrator.get(0));
        assertTrue(administrator.get(2).endsWith("/template1 as postgres"), administrator.get(2));
    }

    @Test
    void a_named_database_has_the_login_of_its_settings() {
        assertEquals(
                List.of(
                        "to 127.0.0.1:%d/postgres as postgres".formatted(server.getFirst().port()),
                        "password se'cret",
                        "by disable  primary"),
                ofPuppet("--database", "master").subList(2, 5));
        var sql =
                run(
                        Map.of(),
                        "sql",
                        "--database",
                        "master",
                        "-c",
                        "select current_setting('port') as port");
        assertEquals(
                new Answer(0, "port\n%d\n(1 row)\n\n".formatted(server.getFirst().port()), ""),
                sql);
    }

    @Test
    void only_the_private_server_has_an_administrator() {
        var answer =
                run(
                        Map.of("PATH", dir.resolve("bin").toString()),
                        "psql",
                        "--admin",
                        "--database",
                        "master");
        assertEquals(1, answer.code());
        assertEquals(
                """
                ERROR:  the host has no administrator's access to database server jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable&targetServerType=master
                DETAIL:  It administers its private server alone.
                HINT:  Log in to that server with credentials of its own.
                """
                        .formatted(server.getFirst().port()),
                answer.err());
    }

    @Test
    void where_none_is_installed_another_command_is_named() {
        var answer = run(Map.of("PATH", dir.resolve("modules").toString()), "psql");
        assertEquals(
                new Answer(
                        1,
                        "",
                        """
                        ERROR:  psql is not installed
                        DETAIL:  It is in no directory of PATH.
                        HINT:  Install a PostgreSQL client, or use bgworker sql.
                        """),
                answer);
    }

    @Test
    void the_installed_one_is_let_in_and_its_exit_code_is_passed_on() {
        assumeTrue(Files.exists(Path.of("/usr/bin/psql")), "no psql is installed");
        var query = "select current_user, current_setting('is_superuser')";
        assertEquals(
                new Answer(0, "bgworker|off\n", ""), run(Map.of(), "psql", "--", "-XAtc", query));
        assertEquals(
                new Answer(0, "postgres|on\n", ""),
                run(Map.of(), "psql", "--admin", "--", "-XAtc", query));
        assertEquals(1, run(Map.of(), "psql", "--", "-XAtc", "selec").code());
    }
}
