package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.OtherUser;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.RawSocket;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine, who would like to administer a host that is not his. */
final class OtherUserIT {
    private static final String TERMINATE =
            "POST /v1/workers/0.0/terminate HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    @TempDir private Path dir;
    private Path data = Path.of("");
    private List<OtherUser> other = List.of();
    private List<HostProcess> host = List.of();

    @BeforeEach
    void there_is_another_user() throws Exception {
        OtherUser.open(dir, "rwxr-xr-x");
        other = List.of(OtherUser.in(dir.resolve("other")));
        var obstacle = other().obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
        data = Places.data(dir);
    }

    private void start() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.mine")
                .worker(
                        "mine",
                        ".startTime(StartTime.POSTMASTER_START)",
                        "say(\"runs\"); worker.latch().await();")
                .jar(modules.resolve("mine.jar"));
        host = List.of(HostProcess.run(modules, data, "-c", "log_min_messages=debug1"));
        host().await("mine: runs");
        host().await("listening on socket");
    }

    @AfterEach
    void nothing_was_done() throws Exception {
        if (!host.isEmpty()) {
            var workers = RawSocket.request(data, "GET", "/v1/workers");
            assertTrue(
                    workers.matches("(?s).*\"name\": \"mine\".*\"state\": \"running\".*"), workers);
            assertTrue(
                    host().log().stream().noneMatch(line -> line.contains("POST of")),
                    () -> String.join("\n", host().log()));
            assertEquals(0, host().stop());
            host().close();
        }
    }

    private HostProcess host() {
        return host.getFirst();
    }

    private OtherUser other() {
        return other.getFirst();
    }

    private Path socket() {
        return data.resolve("bgworker.sock");
    }

    private void assertCommandsAreRefused(String report) throws Exception {
        var lines =
                Stream.of(
                                "status",
                                "ps",
                                "logs",
                                "terminate mine",
                                "register com.acme.mine mine",
                                "reload",
                                "stop")
                        .map(line -> line + " --data " + data)
                        .toList();
        for (var answer : other().commands(lines)) {
            assertEquals(77, answer.code(), answer.err());
            assertEquals("", answer.out());
            assertTrue(answer.err().startsWith(report), answer.err());
        }
    }

    @Test
    void the_file_system_keeps_him_from_the_data_directory() throws Exception {
        start();
        assertCommandsAreRefused(
                """
                ERROR:  could not connect to socket "%s": Permission denied
                HINT:  Only the user that runs the host, and root, may administer it.
                """
                        .formatted(socket()));
        assertEquals("Permission denied\n", other().ask(socket(), TERMINATE));
    }

    @Test
    void the_file_system_keeps_him_from_the_socket_in_an_open_directory() throws Exception {
        start();
        OtherUser.open(data, "rwxrwxrwx");
        assertCommandsAreRefused(
                "ERROR:  could not connect to socket \"%s\": Permission denied\n"
                        .formatted(socket()));
        assertEquals("Permission denied\n", other().ask(socket(), TERMINATE));
    }

    @Test
    void the_host_knows_him_when_somebody_has_opened_socket_and_directory() throws Exception {
        start();
        OtherUser.open(data, "rwxrwxrwx");
        OtherUser.open(socket(), "rw-rw-rw-");
        assertHeIsKnown();
    }

    @Test
    void even_if_the_data_directory_is_his_the_hosts_user_is_another() throws Exception {
        var lookup = data.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(data, lookup.lookupPrincipalByName("nobody"));
        start();
        OtherUser.open(socket(), "rw-rw-rw-");
        assertHeIsKnown();
    }

    private void assertHeIsKnown() throws Exception {
        assertCommandsAreRefused("ERROR:  user \"nobody\" may not administer this host\n");
        for (var request :
                List.of(
                        TERMINATE,
                        TERMINATE.replace("workers/0.0/terminate", "shutdown"),
                        TERMINATE.replace("POST", "GET").replace("workers/0.0/terminate", "status"),
                        TERMINATE.replace("Host: x", "Host: x\r\nX-Forwarded-User: root"))) {
            var answer = other().ask(socket(), request);
            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
            assertTrue(answer.contains("may not administer this host"), answer);
        }
    }
}
