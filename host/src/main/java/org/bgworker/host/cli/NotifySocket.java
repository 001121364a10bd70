package org.bgworker.host.cli;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * A datagram socket of the file system, by the C library: the JDK has those of streams only. Linux,
 * as systemd itself.
 */
final class NotifySocket {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int LONGEST_PATH = 107;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SEND_TO =
            function(
                    "sendto",
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final byte[] path;

    /** Of a path; one that begins with an at sign is in the abstract name space. */
    NotifySocket(String path) {
        this.path = path.getBytes(StandardCharsets.UTF_8);
        if (this.path.length > 0 && this.path[0] == '@') {
            this.path[0] = 0;
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }

    /** Sends a text as one datagram. */
    void send(String text) throws IOException {
        if (path.length > LONGEST_PATH) {
            throw new IOException("the path of NOTIFY_SOCKET is too long");
        }
        try (var arena = Arena.ofConfined()) {
            var bytes = arena.allocateFrom(JAVA_BYTE, text.getBytes(StandardCharsets.UTF_8));
            send(bytes, address(arena));
        } catch (IOException | RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code struct sockaddr_un}. */
    private MemorySegment address(Arena arena) {
        var address = arena.allocate(Short.BYTES + LONGEST_PATH + 1, Short.BYTES);
        address.set(JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
        return address.asSlice(0, Short.BYTES + path.length);
    }

    private static void send(MemorySegment bytes, MemorySegment address) throws Throwable {
        int socket = (int) SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        if (socket < 0) {
            throw new IOException("no socket could be made");
        }
        try {
            long sent =
                    (long)
                            SEND_TO.invokeExact(
                                    socket,
                                    bytes,
                                    bytes.byteSize(),
                                    MSG_NOSIGNAL,
                                    address,
                                    (int) address.byteSize());
            if (sent < 0) {
                throw new IOException("nobody takes messages at the path of NOTIFY_SOCKET");
            }
        } finally {
            int _ = (int) CLOSE.invokeExact(socket);
        }
    }
}
