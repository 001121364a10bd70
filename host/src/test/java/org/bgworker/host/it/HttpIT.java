package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.bgworker.host.testing.HostFigures;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.RawSocket;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The TCP listener, and those who would like to use it without its token. */
final class HttpIT {
    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d+)");
    private static final int AT_ONCE = 100;

    @TempDir private static Path dir;
    private static Path data = Path.of("");
    private static List<HostProcess> host = List.of();
    private static int port;
    private static String right = "";

    @BeforeAll
    static void a_host_listens() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.http")
                .worker(
                        "patient",
                        ".startTime(StartTime.POSTMASTER_START)",
                        "say(\"runs\"); worker.latch().await();")
                .jar(modules.resolve("http.jar"));
        data = dir.resolve("data");
        host = List.of(HostProcess.run(modules, data, "-c", "http_listen=127.0.0.1:0"));
        var line = host().await("listening on http://127.0.0.1:");
        port = Integer.parseInt(line.replaceAll(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
        right = "Authorization: Bearer " + token() + "\r\n";
        host().await("patient: runs");
        host().await("listening on socket");
    }

    /** Only then: what the tests below ask for would have stopped it. */
    @AfterAll
    static void it_stops_when_the_right_one_asks() throws Exception {
        assertTrue(text("GET", "/v1/workers", right).contains("\"state\": \"running\""));
        assertEquals("200", status("POST", "/v1/shutdown", right));
        assertEquals(0, host().exitCode());
        var deeds = host().log().stream().filter(line -> line.contains("POST of ")).toList();
        assertEquals(1, deeds.size(), deeds::toString);
        assertTrue(deeds.getFirst().endsWith("/v1/shutdown by user \"token, 127.0.0.1\""));
        assertTrue(
                host().log().stream().noneMatch(line -> line.contains("Exception")),
                () -> String.join("\n", host().log()));
        host().close();
    }

    private static HostProcess host() {
        return host.getFirst();
    }

    private static String token() throws IOException {
        return Files.readString(data.resolve("http_token")).strip();
    }

    private static String status(String method, String path, String headers) throws IOException {
        var answer = text(method, path, headers);
        var matcher = STATUS.matcher(answer);
        assertTrue(matcher.find(), answer);
        return matcher.group(1);
    }

    /** With the right name, unless the headers have another. */
    private static String text(String method, String path, String headers) throws IOException {
        var name = headers.contains("Host:") ? "" : "Host: 127.0.0.1:%d\r\n".formatted(port);
        return RawSocket.ask(
                port,
                "%s %s HTTP/1.1\r\nConnection: close\r\n%s%s\r\n"
                        .formatted(method, path, name, headers));
    }

    @Test
    void the_token_is_long_and_for_the_hosts_user_alone() throws IOException {
        assertTrue(token().matches("[0-9a-f]{64}"), token());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(data.resolve("http_token"))));
        assertTrue(host().log().stream().noneMatch(HttpIT::tellsTheToken));
    }

    private static boolean tellsTheToken(String line) {
        return line.contains(right.replaceAll(".* |\r\n", ""));
    }

    @Test
    void without_the_token_nothing_is_told_and_nothing_is_done() throws IOException {
        var bad =
                List.of(
                        "",
                        "Authorization: Bearer \r\n",
                        "Authorization: Bearer " + "0".repeat(64) + "\r\n",
                        right.replace("\r\n", "0\r\n"),
                        right.substring(0, right.length() - 3) + "\r\n",
                        right.replace("Bearer", "Basic"),
                        "Authorization: Bearer x\r\n" + right,
                        "Cookie: token=" + token() + "\r\n",
                        "X-" + right);
        for (var headers : bad) {
            for (var path : List.of("/v1/status", "/v1/log?follow=true", "/metrics", "/healthz")) {
                assertEquals("401", status("GET", path, headers), headers);
            }
            for (var path : List.of("/v1/shutdown", "/v1/workers/0.0/terminate", "/v1/reload")) {
                assertEquals("401", status("POST", path, headers), headers);
            }
            assertEquals("401", status("GET", "/v1/status?token=" + token(), headers), headers);
            assertFalse(text("GET", "/v1/workers", headers).contains("patient"));
        }
        assertEquals("200", status("GET", "/v1/status", right));
    }

    @Test
    void nobody_is_told_over_TCP_how_to_log_in_to_the_database() throws IOException {
        var login = "/v1/database/login";
        assertEquals("401", status("POST", login, ""));
        var answer = text("POST", login, right);
        assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
        assertTrue(answer.contains("this is not possible over TCP"), answer);
        assertFalse(answer.contains("jdbc:"), answer);
    }

    @Test
    void ten_thousand_bad_tokens_fill_neither_the_log_nor_the_memory() throws IOException {
        var one =
                "GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(port, "f".repeat(64));
        var many =
                one.repeat(AT_ONCE - 1) + one.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        long pid = host().process().pid();
        var before = HostFigures.collected(pid);
        int lines = host().log().size();
        for (int i = 0; i < 10_000 / AT_ONCE; i++) {
            var answers = RawSocket.ask(port, many);
            assertEquals(
                    AT_ONCE,
                    STATUS.matcher(answers)
                            .results()
                            .filter(found -> found.group(1).equals("401"))
                            .count());
        }
        assertEquals("200", status("GET", "/v1/status", right));
        var after = HostFigures.collected(pid);
        assertTrue(after.threads() < before.threads() + 20, () -> before + "\n" + after);
        assertTrue(after.files() < before.files() + 20, () -> before + "\n" + after);
        assertTrue(after.heap() < before.heap() + 20_000, () -> before + "\n" + after);
        host().await("without the token (8192 so far)");
        var told = host().log().subList(lines, host().log().size());
        assertTrue(told.size() <= 14, told::toString);
    }

    @Test
    void by_another_name_it_is_not_at_home() throws IOException {
        for (var name :
                List.of(
                        "evil.example:" + port,
                        "evil.example",
                        "127.0.0.1",
                        "127.0.0.1.:" + port)) {
            assertEquals(
                    "421", status("GET", "/v1/status", right + "Host: " + name + "\r\n"), name);
        }
        assertEquals(
                "421",
                status(
                        "POST",
                        "/v1/shutdown",
                        right
                                + "Host: evil.example:%1$d\r\nX-Forwarded-Host: 127.0.0.1:%1$d\r\n"
                                        .formatted(port)));
        assertEquals(
                "200", status("GET", "/v1/status", right + "Host: LocalHost:" + port + "\r\n"));
        assertTrue(
                RawSocket.ask(port, "GET /v1/status HTTP/1.0\r\n" + right + "\r\n")
                        .startsWith("HTTP/1.1 421"));
        assertEquals(
                "400",
                status("GET", "http://evil.example:%d/v1/status".formatted(port), right),
                "the name in the request's line is not the header's");
    }

    @Test
    void another_site_may_not_ask_even_with_the_token() throws IOException {
        for (var origin :
                List.of(
                        "http://evil.example",
                        "null",
                        "https://127.0.0.1:" + port,
                        "http://127.0.0.1",
                        "http://localhost:" + port,
                        "http://127.0.0.1:%d.evil.example".formatted(port))) {
            var headers = right + "Origin: " + origin + "\r\n";
            assertEquals("403", status("GET", "/v1/status", headers), origin);
            assertEquals("403", status("POST", "/v1/shutdown", headers), origin);
            var before = text("OPTIONS", "/v1/shutdown", headers);
            assertTrue(before.startsWith("HTTP/1.1 403"), before);
            assertFalse(before.contains("Access-Control-"), before);
        }
        assertEquals(
                "200",
                status("GET", "/v1/status", right + "Origin: http://127.0.0.1:" + port + "\r\n"));
    }

    @Test
    void the_page_and_the_answers_tell_browsers_to_be_careful() throws IOException {
        for (var path : List.of("/", "/page.css", "/page.js", "/v1/status", "/nowhere")) {
            var answer = text("GET", path, path.equals("/nowhere") ? right : "");
            assertTrue(
                    answer.contains(
                            "Content-Security-Policy: default-src 'none'; script-src 'self'"),
                    answer);
            assertTrue(answer.contains("frame-ancestors 'none'"), answer);
            assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
            assertTrue(answer.contains("Referrer-Policy: no-referrer"), answer);
            assertTrue(answer.contains("Cache-Control: no-store"), answer);
        }
        assertTrue(text("GET", "/", "").contains("<title>bgworker</title>"));
        assertFalse(text("GET", "/", "").contains("patient"));
    }

    @Test
    void what_a_client_sends_is_not_written_to_the_log_before_it_is_known() throws IOException {
        int lines = host().log().size();
        for (var host :
                List.of(
                        "a\r\nHost: imitated",
                        "x/../y@imitated",
                        "imitated:99999999",
                        "[imitated")) {
            assertEquals("400", status("GET", "/v1/imitated", "Host: " + host + "\r\n"), host);
        }
        assertEquals("400", status("GET", "/%0a1999-01-01%20imitated", ""));
        host().signal("HUP");
        host().await("received SIGHUP");
        assertTrue(
                host().log().stream()
                        .skip(lines)
                        .noneMatch(line -> line.contains("imitated") || line.contains("Bad ")),
                () -> host().log().toString());
    }
}
