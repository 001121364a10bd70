package org.bgworker.host.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file that another process writes, read line by line as far as it is written. */
public final class GrowingFile implements AutoCloseable {
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** From its beginning. */
    public GrowingFile(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** The lines that were finished since the last call. */
    public List<String> newLines() throws IOException {
        var lines = new ArrayList<String>();
        for (byte one : in.readAllBytes()) {
            if (one == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(one);
            }
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
