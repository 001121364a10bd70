package org.bgworker.host.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.Report;

/**
 * Asks a running host. Each request has a connection of its own: a command sends one or two, and a
 * connection to a socket of the file system costs next to nothing.
 */
public final class HostClient {
    private static final String SOCKET = "bgworker.sock";
    private static final int REFUSED = 400;

    private final Path data;
    private final Path socket;

    /** Asks the host of a data directory. */
    public HostClient(Path data) {
        this.data = data;
        this.socket = data.toAbsolutePath().resolve(SOCKET);
    }

    /** Asks for something: a map or a list. */
    public Object get(String path) throws HostUnavailableException, RefusedException {
        return document(request("GET", path, new byte[0]));
    }

    /** Wants something done. */
    public Map<String, Object> post(String path, Map<String, Object> body)
            throws HostUnavailableException, RefusedException {
        var bytes = body.isEmpty() ? new byte[0] : Json.line(body).getBytes(StandardCharsets.UTF_8);
        return Trees.map(document(request("POST", path, bytes)));
    }

    private Object document(byte[] request) throws HostUnavailableException, RefusedException {
        var body = new ByteArrayOutputStream();
        int status = exchange(request, _ -> piece -> all(piece, body));
        var tree = tree(status, body.toByteArray());
        if (status >= REFUSED) {
            throw new RefusedException(status, report(Trees.map(tree)));
        }
        return tree;
    }

    private static Object tree(int status, byte[] body) throws RefusedException {
        try {
            return Json.value(body);
        } catch (IOException noJson) {
            throw new RefusedException(
                    status, Report.error("the host has answered with status " + status, "", ""));
        }
    }

    private static Report report(Map<String, Object> tree) {
        return Report.error(
                Trees.text(tree, "primary"), Trees.text(tree, "detail"), Trees.text(tree, "hint"));
    }

    /** A text as a query has it. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Reads lines as they come, until the host ends or the reader wants no more. */
    public void lines(String path, Predicate<String> reader)
            throws HostUnavailableException, RefusedException {
        var begun = new ByteArrayOutputStream();
        int status =
                exchange(
                        request("GET", path, new byte[0]),
                        answered ->
                                answered >= REFUSED
                                        ? piece -> all(piece, begun)
                                        : piece -> split(bytes(piece), begun, reader));
        if (status >= REFUSED) {
            throw new RefusedException(
                    status, report(Trees.map(tree(status, begun.toByteArray()))));
        }
    }

    private static boolean all(ByteBuffer piece, ByteArrayOutputStream into) {
        into.writeBytes(bytes(piece));
        return true;
    }

    private static boolean split(
            byte[] piece, ByteArrayOutputStream begun, Predicate<String> reader) {
        for (byte one : piece) {
            if (one != '\n') {
                begun.write(one);
            } else if (reader.test(begun.toString(StandardCharsets.UTF_8))) {
                begun.reset();
            } else {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(ByteBuffer piece) {
        var bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return bytes;
    }

    private static byte[] request(String method, String path, byte[] body) {
        // joined, not formatted: a formatter loads what it may need of a locale
        var head =
                method
                        + " "
                        + path
                        + " HTTP/1.0\r\nHost: bgworker\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** Passes on the body to what is to be had for the status. */
    private int exchange(byte[] request, IntFunction<Predicate<ByteBuffer>> body)
            throws HostUnavailableException {
        if (Files.isDirectory(data) && !Files.isExecutable(data)) {
            throw notPermitted();
        }
        if (!Files.exists(socket)) {
            throw notRunning();
        }
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            for (var left = ByteBuffer.wrap(request); left.hasRemaining(); ) {
                channel.write(left);
            }
            return new ResponseReader(body).read(channel);
        } catch (AccessDeniedException notOurs) {
            throw notPermitted();
        } catch (IOException failed) {
            if (String.valueOf(failed.getMessage()).contains("denied")) {
                throw notPermitted();
            }
            throw notRunning();
        }
    }

    private HostUnavailableException notRunning() {
        return new HostUnavailableException(
                false,
                Report.error(
                        "no host is running in data directory \"%s\"".formatted(data),
                        "Nobody listens on socket \"%s\".".formatted(socket),
                        "Name the host's data directory with --data, or start one: bgworker run."));
    }

    private HostUnavailableException notPermitted() {
        return new HostUnavailableException(
                true,
                Report.error(
                        "could not connect to socket \"%s\": Permission denied".formatted(socket),
                        "",
                        "Only the user that runs the host, and root, may administer it."));
    }
}
