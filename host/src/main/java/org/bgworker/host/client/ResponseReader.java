package org.bgworker.host.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Reads one response to a request of HTTP/1.0: a head, and then a body up to the end of the
 * connection. Jetty's parser reads everything else too, and takes longer to be loaded than most
 * commands take.
 */
final class ResponseReader {
    private static final int LARGEST_HEAD = 16 * 1024;
    private static final String LENGTH = "content-length:";
    private static final byte[] BLANK = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final IntFunction<Predicate<ByteBuffer>> body;

    /**
     * Passes on pieces of the body as they come, to what is to be had for the status, for as long
     * as it wants more.
     */
    ResponseReader(IntFunction<Predicate<ByteBuffer>> body) {
        this.body = body;
    }

    /** Reads to the end of the response, and gives its status. */
    int read(ReadableByteChannel from) throws IOException {
        var buffer = ByteBuffer.allocate(LARGEST_HEAD);
        var head = head(from, buffer);
        int status = status(head);
        var to = body.apply(status);
        long count = 0;
        for (boolean more = true; more; more = from.read(buffer.clear()) >= 0) {
            buffer.flip();
            count += buffer.remaining();
            if (!to.test(buffer)) {
                return status;
            }
        }
        var length = length(head);
        if (length.isPresent() && length.getAsLong() != count) {
            throw incomplete();
        }
        return status;
    }

    /** Leaves in the buffer, ready to be flipped, what has come of the body with it. */
    private static List<String> head(ReadableByteChannel from, ByteBuffer buffer)
            throws IOException {
        var read = new ByteArrayOutputStream();
        while (read.size() < LARGEST_HEAD && from.read(buffer.clear()) >= 0) {
            var piece = new byte[buffer.flip().remaining()];
            buffer.get(piece);
            read.writeBytes(piece);
            int end = indexOfBlank(read.toByteArray());
            if (end >= 0) {
                var all = read.toByteArray();
                buffer.clear().put(all, end + BLANK.length, all.length - end - BLANK.length);
                return new String(all, 0, end, StandardCharsets.ISO_8859_1).lines().toList();
            }
        }
        throw incomplete();
    }

    private static int indexOfBlank(byte[] in) {
        for (int i = 0; i + BLANK.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + BLANK.length, BLANK, 0, BLANK.length)) {
                return i;
            }
        }
        return -1;
    }

    private static int status(List<String> head) throws IOException {
        var words = head.getFirst().split(" ", 3);
        try {
            return Integer.parseInt(words.length > 1 ? words[1] : "");
        } catch (NumberFormatException noStatus) {
            throw new IOException("no answer of HTTP", noStatus);
        }
    }

    private static OptionalLong length(List<String> head) throws IOException {
        var length =
                head.stream()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(LENGTH))
                        .map(line -> line.substring(LENGTH.length()).strip())
                        .findFirst();
        try {
            return length.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(length.orElseThrow()));
        } catch (NumberFormatException noLength) {
            throw new IOException("no answer of HTTP", noLength);
        }
    }

    private static EOFException incomplete() {
        return new EOFException("the answer is incomplete");
    }
}
