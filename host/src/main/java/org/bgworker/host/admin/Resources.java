package org.bgworker.host.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that lie beside the classes in the host's module. */
final class Resources {
    private Resources() {}

    /** A file as text. */
    static String text(String file) {
        try (var in = Resources.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException(file + " is not in the host's module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
