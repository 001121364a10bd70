package org.bgworker.host.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A client of the host's socket, or of its TCP listener, that sends whatever it likes. */
public final class RawSocket implements AutoCloseable {
    private final SocketChannel channel;

    private RawSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects to the host of a data directory. */
    public static RawSocket to(Path data) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(data.resolve("bgworker.sock")));
        return new RawSocket(channel);
    }

    /** Connects to a port of this machine. */
    public static RawSocket to(int port) throws IOException {
        return new RawSocket(
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    /** Sends a request, and gives the whole answer. */
    public static String ask(int port, String request) throws IOException {
        try (var socket = to(port)) {
            socket.send(request);
            return socket.readAll();
        }
    }

    /** Sends a request, and gives the whole answer. */
    public static String ask(Path data, String request) throws IOException {
        try (var socket = to(data)) {
            socket.send(request);
            return socket.readAll();
        }
    }

    /** Sends a request without a body, and gives the whole answer. */
    public static String request(Path data, String method, String path) throws IOException {
        return ask(
                data,
                "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(method, path));
    }

    public void send(String text) throws IOException {
        for (var left = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
                left.hasRemaining(); ) {
            channel.write(left);
        }
    }

    /** To the end of the connection, which the host may cut while it is still being sent to. */
    public String readAll() throws IOException {
        return readUntil(_ -> false);
    }

    /** To the end of the connection, or until what has come is enough. */
    public String readUntil(Predicate<String> enough) throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        try {
            while (!enough.test(all.toString(StandardCharsets.UTF_8))
                    && channel.read(buffer) >= 0) {
                all.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (SocketException cut) {
            if (all.size() == 0) {
                throw cut;
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
