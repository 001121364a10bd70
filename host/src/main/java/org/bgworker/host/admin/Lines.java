package org.bgworker.host.admin;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines on their way to a client, many in a packet. */
final class Lines implements Reply.Sink, AutoCloseable {
    private final OutputStream out;

    Lines(OutputStream out) {
        this.out = new BufferedOutputStream(out);
    }

    @Override
    public void write(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
