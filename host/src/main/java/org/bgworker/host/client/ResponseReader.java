package org.bgworker.host.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;

/** Reads one response of HTTP. */
final class ResponseReader {
    private final Consumer<ByteBuffer> body;
    private int status;
    private boolean complete;
    private boolean bad;

    /** Passes on pieces of the body as they come. */
    ResponseReader(Consumer<ByteBuffer> body) {
        this.body = body;
    }

    /** Reads to the end of the response, and gives its status. */
    int read(ReadableByteChannel from) throws IOException {
        var parser = new HttpParser(handler());
        var buffer = ByteBuffer.allocate(16 * 1024);
        while (!complete) {
            buffer.clear();
            int count = from.read(buffer);
            buffer.flip();
            if (count < 0) {
                parser.atEOF();
            }
            while ((buffer.hasRemaining() || count < 0) && !complete && !bad) {
                var _ = parser.parseNext(buffer);
                if (count < 0) {
                    break;
                }
            }
            if (bad || (count < 0 && !complete)) {
                throw new EOFException("the answer is incomplete");
            }
        }
        return status;
    }

    private HttpParser.ResponseHandler handler() {
        return new HttpParser.ResponseHandler() {
            @Override
            public void startResponse(HttpVersion version, int code, String reason) {
                status = code;
            }

            @Override
            public boolean content(ByteBuffer piece) {
                body.accept(piece);
                return false;
            }

            @Override
            public boolean headerComplete() {
                return false;
            }

            @Override
            public boolean contentComplete() {
                return false;
            }

            @Override
            public boolean messageComplete() {
                complete = true;
                return true;
            }

            @Override
            public void parsedHeader(HttpField field) {}

            @Override
            public void badMessage(HttpException failure) {
                bad = true;
            }

            @Override
            public void earlyEOF() {
                bad = true;
            }
        };
    }
}
