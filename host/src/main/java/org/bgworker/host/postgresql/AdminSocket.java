package org.bgworker.host.postgresql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The host's own session, over the server's Unix socket, which only the server's user and root can
 * reach and which asks for no password. It speaks the simple query protocol: without it no password
 * could be set that a driver could use.
 */
final class AdminSocket implements AutoCloseable {
    /** Role and database that {@code initdb} makes; both are the administrator's. */
    static final String ROLE = "postgres";

    /** Outranks configuration files, and what owners have set for roles and databases. */
    private static final List<String> SETTINGS =
            List.of(
                    "application_name=bgworker",
                    "client_encoding=UTF8",
                    "search_path=pg_catalog",
                    "default_transaction_read_only=off",
                    "statement_timeout=0",
                    "lock_timeout=0",
                    "idle_in_transaction_session_timeout=0",
                    "idle_session_timeout=0",
                    "synchronous_commit=local");

    private static final int PROTOCOL = 196_608; // 3.0
    private static final int LARGEST_MESSAGE = 1 << 24;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;
    private byte[] body = new byte[0];

    /** The server has refused. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        /** The server is starting up, or on its way down. */
        private final boolean early;

        Refused(String state, String message) {
            super(message);
            this.early = state.equals("57P03");
        }

        boolean isEarly() {
            return early;
        }
    }

    private AdminSocket(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(Channels.newInputStream(channel));
        this.out = new DataOutputStream(Channels.newOutputStream(channel));
    }

    /**
     * Begins a session.
     *
     * @throws Refused if the server does not take it
     */
    static AdminSocket connect(Path socket, String database) throws IOException {
        var made = new AdminSocket(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        try {
            made.send(
                    "",
                    body -> {
                        body.writeInt(PROTOCOL);
                        for (var word : List.of("user", ROLE, "database", database)) {
                            string(body, word);
                        }
                        for (var setting : SETTINGS) {
                            string(body, setting.substring(0, setting.indexOf('=')));
                            string(body, setting.substring(setting.indexOf('=') + 1));
                        }
                        body.writeByte(0);
                    });
            made.readUntilReady();
            return made;
        } catch (IOException refused) {
            made.close();
            throw refused;
        }
    }

    /** What goes into a message. */
    @FunctionalInterface
    private interface Body {
        void write(DataOutputStream to) throws IOException;
    }

    /** Executes statements; gives the first column of all rows. */
    List<String> execute(String sql) throws IOException {
        send("Q", body -> string(body, sql));
        return readUntilReady();
    }

    /** Waits until the server ends the session, be it because it ends itself or recovers. */
    void awaitEnd() {
        try {
            while (true) {
                var _ = read();
            }
        } catch (IOException ended) {
            // what was waited for
        }
    }

    private void send(String type, Body body) throws IOException {
        var content = new ByteArrayOutputStream();
        body.write(new DataOutputStream(content));
        var message = new ByteArrayOutputStream();
        var framed = new DataOutputStream(message);
        framed.writeBytes(type);
        framed.writeInt(Integer.BYTES + content.size());
        content.writeTo(framed);
        message.writeTo(out);
        out.flush();
    }

    private static void string(DataOutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.writeByte(0);
    }

    /** Reads a message of the server into {@link #body}, and gives its type. */
    private char read() throws IOException {
        char type = (char) in.readUnsignedByte();
        int length = in.readInt() - Integer.BYTES;
        if (length < 0 || length > LARGEST_MESSAGE) {
            throw new IOException("the server does not speak PostgreSQL's protocol");
        }
        body = new byte[length];
        in.readFully(body);
        return type;
    }

    private List<String> readUntilReady() throws IOException {
        var values = new ArrayList<String>();
        Optional<Refused> refused = Optional.empty();
        while (true) {
            switch (read()) {
                case 'Z' -> {
                    if (refused.isPresent()) {
                        throw refused.orElseThrow();
                    }
                    return values;
                }
                case 'D' -> values.add(firstColumn(body));
                case 'R' -> requireTrust(body);
                case 'E' -> {
                    refused = Optional.of(new Refused(field(body, 'C'), field(body, 'M')));
                    if (field(body, 'V').equals("FATAL")) {
                        throw refused.orElseThrow();
                    }
                }
                default -> {} // parameters, notices, ends of statements
            }
        }
    }

    private static void requireTrust(byte[] body) throws IOException {
        if (body.length != Integer.BYTES || (body[0] | body[1] | body[2] | body[3]) != 0) {
            throw new IOException(
                    "pg_hba.conf does not let the role \"%s\" in over the Unix socket"
                            .formatted(ROLE));
        }
    }

    private static String firstColumn(byte[] row) throws IOException {
        var fields = new DataInputStream(new ByteArrayInputStream(row));
        int count = fields.readUnsignedShort();
        int length = count == 0 ? -1 : fields.readInt();
        return length < 0 ? "" : new String(fields.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String field(byte[] body, char wanted) {
        for (var field : new String(body, StandardCharsets.UTF_8).split("\0", -1)) {
            if (!field.isEmpty() && field.charAt(0) == wanted) {
                return field.substring(1);
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // it is closed all the same
        }
    }
}
