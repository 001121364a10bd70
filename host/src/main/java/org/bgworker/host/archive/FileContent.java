package org.bgworker.host.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file's bytes, read once. */
final class FileContent {
    private final Path path;
    private final byte[] bytes;
    private final String sha256;

    private FileContent(Path path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
        this.sha256 = sha256(bytes);
    }

    Path path() {
        return path;
    }

    /** All of them, and nobody's to change. */
    byte[] bytes() {
        return bytes;
    }

    /** Of the bytes, 64 hexadecimal digits. */
    String sha256() {
        return sha256;
    }

    /** Opens the file, once, and reads it to its end. */
    static FileContent read(Path path, Budget budget) throws IOException, Budget.TooLargeException {
        if (!Files.isRegularFile(path) && Files.exists(path)) {
            throw new IOException("not a regular file"); // to open a pipe would wait for ever
        }
        try (var in = Files.newInputStream(path)) {
            long size = Files.size(path);
            budget.take(size + 1);
            var bytes = in.readNBytes((int) Math.min(size + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > size) {
                throw new IOException("it grew while it was read");
            }
            return new FileContent(path, bytes);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
