package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LogReports;
import org.bgworker.host.testing.RawSocket;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the TCP listener listens without encryption, and where it must not. */
final class HttpListenIT {
    @TempDir private static Path dir;
    private static Path modules = Path.of("");

    @BeforeAll
    static void there_is_a_worker() throws Exception {
        modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.listen")
                .worker("runs", ".startTime(StartTime.POSTMASTER_START)", "say(\"I run\");")
                .jar(modules.resolve("listen.jar"));
    }

    /** The report of a refusal, before which nothing has been started. */
    private static String refused(Path data, String listen) {
        var answer = Answer.toRun(modules, data, "-c", "http_listen=" + listen);
        assertEquals(1, answer.code(), answer.err());
        assertFalse(answer.err().contains("I run"), answer.err());
        assertFalse(Files.exists(data.resolve("bgworker.sock")));
        assertFalse(Files.exists(data.resolve("http_token")));
        assertEquals(1, answer.reports().size(), answer.err());
        return answer.reports().getFirst();
    }

    @Test
    void what_others_can_reach_is_refused_without_encryption() {
        for (var listen : new String[] {"0.0.0.0:0", "[::]:0", "0:0", "192.0.2.1:8432"}) {
            assertEquals(
                    """
                    ERROR:  could not listen on "%s"
                    DETAIL:  Whoever has the token may run code in this host, and without TLS it could be read on its way.
                    HINT:  Listen on 127.0.0.1, or set "http_keystore".\
                    """
                            .formatted(listen),
                    refused(dir.resolve("open"), listen));
        }
    }

    @Test
    void what_is_no_address_is_refused() {
        for (var listen :
                new String[] {
                    "8432",
                    "127.0.0.1",
                    "127.0.0.1:",
                    ":8432",
                    "::1:8432",
                    "127.0.0.1:65536",
                    "127.0.0.1:-1",
                    "127.0.0.1:8432x",
                    "http://127.0.0.1:8432",
                    "127.0.0.1:١٢",
                }) {
            assertEquals(
                    """
                    ERROR:  invalid value for parameter "http_listen": "%s"
                    DETAIL:  An address has the form HOST:PORT.
                    HINT:  Write for example 127.0.0.1:8432.\
                    """
                            .formatted(listen),
                    refused(dir.resolve("malformed"), listen));
        }
        assertEquals(
                """
                ERROR:  could not listen on "nobody.invalid:8432"
                DETAIL:  There is no address of that name.\
                """,
                refused(dir.resolve("malformed"), "nobody.invalid:8432"));
    }

    @Test
    void a_check_tells_of_it_too() {
        var answer =
                Answer.ofProcess(
                        "check",
                        "--modules",
                        modules.toString(),
                        "--data",
                        dir.resolve("checked").toString(),
                        "-c",
                        "http_listen=0.0.0.0:0");
        assertEquals(78, answer.code());
        assertTrue(
                answer.out().startsWith("ERROR:  could not listen on \"0.0.0.0:0\"\nDETAIL:  "),
                answer.out());
    }

    @Test
    void where_somebody_listens_already_the_host_ends_in_order() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var listen = "127.0.0.1:" + taken.getLocalPort();
            var data = dir.resolve("taken");
            var answer = Answer.toRun(modules, data, "-c", "http_listen=" + listen);
            assertEquals(1, answer.code(), answer.err());
            var report = LogReports.about("could not listen", answer.reports());
            assertTrue(
                    report.matches("(?s).*DETAIL:  .*\nHINT:  See the setting \"http_listen\"."));
            assertTrue(answer.err().contains("database system is shut down"), answer.err());
            assertFalse(Files.exists(data.resolve("bgworker.sock")));
        }
    }

    @Test
    void the_token_outlives_a_restart_and_is_not_taken_from_a_bad_file() throws Exception {
        var data = dir.resolve("token");
        assertEquals(64, tokenOfARun(data).length());
        var token = tokenOfARun(data);
        assertEquals(token, tokenOfARun(data));
        var file = data.resolve("http_token");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                """
                ERROR:  token file "%s" has group or world access
                DETAIL:  Permissions should be u=rw (0600) or less.
                HINT:  Remove it, if others may have read it: the host makes a new one.\
                """
                        .formatted(file),
                badToken(data));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "\n");
        assertEquals(
                """
                ERROR:  token file "%s" is damaged
                DETAIL:  A token has 32 characters at least, and this one 0.
                HINT:  Remove it: the host makes a new one.\
                """
                        .formatted(file),
                badToken(data));
        Files.delete(file);
        assertFalse(token.equals(tokenOfARun(data)));
    }

    private static String tokenOfARun(Path data) throws IOException {
        try (var host = HostProcess.run(modules, data, "-c", "http_listen=localhost:0")) {
            var line = host.await("listening on http://localhost:");
            int port = Integer.parseInt(line.replaceAll(".*localhost:(\\d+)/.*", "$1"));
            var token = Files.readString(data.resolve("http_token")).strip();
            var answer =
                    RawSocket.ask(
                            port,
                            "GET /v1/status HTTP/1.1\r\nConnection: close\r\nHost: localhost:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(port, token));
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            host.await("listening on socket");
            assertEquals(0, host.stop());
            return token;
        }
    }

    private static String badToken(Path data) {
        var answer = Answer.toRun(modules, data, "-c", "http_listen=127.0.0.1:0");
        assertEquals(1, answer.code(), answer.err());
        return LogReports.about("token file", answer.reports());
    }
}
