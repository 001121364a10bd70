package org.bgworker.host.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a host has answered to a request.
 *
 * @param status of HTTP
 * @param headers by their names in lower case
 * @param body all of it
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    /** On the socket of a data directory. */
    public static HttpAnswer on(Path data, String method, String path, String body)
            throws IOException {
        return of(RawSocket.ask(data, request(method, path, Map.of("Host", "x"), body)));
    }

    /** Over TCP on this machine. */
    public static HttpAnswer over(int port, String method, String path, Map<String, String> headers)
            throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request(method, path, headers, "").getBytes(UTF_8));
            return of(new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    /** In ASCII. Of HTTP/1.0, so that an answer ends with the connection and is in one piece. */
    private static String request(
            String method, String path, Map<String, String> headers, String body) {
        var text = new StringBuilder("%s %s HTTP/1.0\r\n".formatted(method, path));
        headers.forEach((name, value) -> text.append("%s: %s\r\n".formatted(name, value)));
        return text.append("Content-Length: %d\r\n\r\n".formatted(body.length()))
                .append(body)
                .toString();
    }

    /** Of the text that has come. */
    public static HttpAnswer of(String text) {
        int end = text.indexOf("\r\n\r\n");
        var head = text.substring(0, end).lines().toList();
        var headers = new TreeMap<String, String>();
        for (var line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new HttpAnswer(
                Integer.parseInt(head.getFirst().split(" ", 3)[1]),
                headers,
                text.substring(end + 4));
    }

    /** A header; empty if there is none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
