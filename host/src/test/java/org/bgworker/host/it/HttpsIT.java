package org.bgworker.host.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.Certificate;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.RawSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The TCP listener with TLS. */
final class HttpsIT {
    private static final String NAME = "localhost";

    @TempDir private static Path dir;
    private static Path modules = Path.of("");
    private static Path store = Path.of("");

    @BeforeAll
    static void there_are_keys() throws Exception {
        modules = Files.createDirectory(dir.resolve("modules"));
        store = Certificate.of(NAME, dir).certificate().resolveSibling("server.p12");
        Files.writeString(dir.resolve("password"), "secret\n");
        Files.writeString(dir.resolve("wrong"), "guessed\n");
        Files.write(dir.resolve("junk"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
    }

    private static String[] words(Path store, String password) {
        return new String[] {
            "-c",
            "http_listen=0.0.0.0:0",
            "-c",
            "http_keystore=" + store,
            "-c",
            "http_keystore_password_file=" + dir.resolve(password)
        };
    }

    @Test
    void with_keys_it_is_served_everywhere_by_any_name_and_never_in_plain() throws Exception {
        var data = dir.resolve("data");
        try (var host = HostProcess.run(modules, data, words(store, "password"))) {
            var line = host.await("listening on https://0.0.0.0:");
            int port = Integer.parseInt(line.replaceAll(".*0\\.0\\.0\\.0:(\\d+)/.*", "$1"));
            host.await("listening on socket");
            var request =
                    "GET /v1/status HTTP/1.1\r\nConnection: close\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\n"
                            .formatted(
                                    NAME,
                                    port,
                                    Files.readString(data.resolve("http_token")).strip());
            assertStatus("200", encrypted(port, request));
            assertStatus(
                    "200", encrypted(port, request + "Origin: https://localhost:" + port + "\r\n"));
            assertStatus(
                    "403", encrypted(port, request + "Origin: http://localhost:" + port + "\r\n"));
            assertStatus("401", encrypted(port, request.replace("Bearer", "Basic")));
            var plain = RawSocket.ask(port, request + "\r\n");
            assertFalse(plain.contains("HTTP/"), plain);
            assertFalse(
                    RawSocket.ask(port, "\u0016\u0003\u0001" + "\u00ff".repeat(1000))
                            .contains("HTTP/"));
            assertStatus("200", encrypted(port, request));
            assertEquals(0, host.stop());
            assertTrue(
                    host.log().stream().noneMatch(one -> one.contains("Exception")),
                    () -> String.join("\n", host.log()));
        }
    }

    private static void assertStatus(String expected, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + expected), answer);
    }

    /** Asks as a browser would: trusts nobody but this certificate, for this name. */
    private static String encrypted(int port, String request)
            throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(KeyStore.getInstance(store.toFile(), "secret".toCharArray()));
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(NAME, port)) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write((request + "\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    void keys_that_are_not_to_be_had_are_reported_before_anything_is_started() {
        assertRefused(
                words(store, "wrong"),
                "keystore \"%s\"".formatted(store),
                "The password is wrong.");
        assertRefused(
                words(dir.resolve("none"), "password"),
                "keystore \"%s\"".formatted(dir.resolve("none")),
                "No such file or directory.");
        assertRefused(
                words(dir.resolve("junk"), "password"),
                "keystore \"%s\"".formatted(dir.resolve("junk")),
                "");
        assertRefused(
                words(store, "none"),
                "password file \"%s\"".formatted(dir.resolve("none")),
                "No such file or directory.");
        assertRefused(
                words(store, "junk"), "password file \"%s\"".formatted(dir.resolve("junk")), "");
    }

    private static void assertRefused(String[] words, String what, String why) {
        var data = dir.resolve("refused");
        var answer = Answer.toRun(modules, data, words);
        assertEquals(1, answer.code(), answer.err());
        assertEquals(1, answer.reports().size(), answer.err());
        var report = answer.reports().getFirst();
        assertTrue(
                report.matches(
                        "(?s)ERROR:  could not (use|read) .*\nDETAIL:  .+\\.\nHINT:  See the setting.*"),
                report);
        assertTrue(report.contains(what) && report.contains("DETAIL:  " + why), report);
        assertFalse(Files.exists(data));
    }
}
