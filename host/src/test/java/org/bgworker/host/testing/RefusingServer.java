package org.bgworker.host.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A database server, as the driver takes it for, that refuses everybody with a message. */
public final class RefusingServer implements AutoCloseable {
    private final ServerSocket socket;
    private final String message;

    /** Listens on a free port. */
    public RefusingServer(String message) {
        this.message = message;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** Where it is. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/app?sslmode=disable&gssEncMode=disable"
                .formatted(socket.getLocalPort());
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                refuse(client);
            } catch (IOException gone) {
                // the next one, if there is one
            }
        }
    }

    private void refuse(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        in.readNBytes(in.readInt() - Integer.BYTES); // the startup packet
        var fields =
                "SFATAL\0VFATAL\0C57P03\0M%s\0\0"
                        .formatted(message)
                        .getBytes(StandardCharsets.UTF_8);
        var out = new DataOutputStream(client.getOutputStream());
        out.writeByte('E');
        out.writeInt(Integer.BYTES + fields.length);
        out.write(fields);
        out.flush();
        in.readAllBytes(); // until it has read that
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
